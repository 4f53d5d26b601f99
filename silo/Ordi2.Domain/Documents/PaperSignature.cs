using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Documents;

/// <summary>A signature that was given before the paper was made, as the paper says it.</summary>
/// <param name="Organisation">For which organisation.</param>
/// <param name="SignedBy">Who, opaque; nothing where it was signed on paper and somebody else wrote that down.</param>
/// <param name="SignedAt">When it was recorded.</param>
/// <param name="How">How, as a code: <see cref="ByAccount"/>, <see cref="OnPaper"/>, <see cref="ByHand"/> or <see cref="ByCode"/>.</param>
public sealed record PaperSignature(OrganisationId Organisation, PersonId? SignedBy, DateTimeOffset SignedAt, string How)
{
    public const string ByAccount = "by-account";
    public const string OnPaper = "on-paper";

    /// <summary>With a pen, at the handing over, before the one who hands over: that one attests it.</summary>
    public const string ByHand = "by-hand";

    /// <summary>With a code of its own, made on its own device and entered on the device of the other side.</summary>
    public const string ByCode = "by-code-at-epn";

    /// <summary>Who saw it being signed and says so, opaque; nothing where who signed wrote it down.</summary>
    public PersonId? AttestedBy { get; init; }

    /// <summary>Somebody of another organisation signed with a pen, before whoever recorded it.</summary>
    /// <param name="organisation">For which organisation it was signed.</param>
    /// <param name="from">Where the signature was recorded.</param>
    public static PaperSignature Attested(OrganisationId organisation, Provenance from) =>
        new(organisation, null, from.RecordedAt, ByHand) { AttestedBy = from.Person };

    /// <summary>Somebody of another organisation signed with a code, on the device of whoever recorded it.</summary>
    /// <param name="organisation">For which organisation it was signed.</param>
    /// <param name="signer">Who made the code.</param>
    /// <param name="at">When it was entered.</param>
    public static PaperSignature OfCode(OrganisationId organisation, PersonId signer, DateTimeOffset at) => new(organisation, signer, at, ByCode);

    /// <param name="organisation">For which organisation.</param>
    /// <param name="from">Where the signature was recorded.</param>
    /// <param name="onPaper">Whether it was given on paper.</param>
    public static PaperSignature Of(OrganisationId organisation, Provenance from, bool onPaper) =>
        new(organisation, onPaper ? null : from.Person, from.RecordedAt, onPaper ? OnPaper : ByAccount);
}
