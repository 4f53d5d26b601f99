using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Documents;

/// <summary>A signature that was given before the paper was made, as the paper says it.</summary>
/// <param name="Organisation">For which organisation.</param>
/// <param name="SignedBy">Who, opaque; nothing where it was signed on paper and somebody else wrote that down.</param>
/// <param name="SignedAt">When it was recorded.</param>
/// <param name="How">How, as a code: <see cref="ByAccount"/>, <see cref="OnPaper"/> or <see cref="Together"/>.</param>
public sealed record PaperSignature(OrganisationId Organisation, PersonId? SignedBy, DateTimeOffset SignedAt, string How)
{
    public const string ByAccount = "by-account";
    public const string OnPaper = "on-paper";

    /// <summary>On the device of the one who hands over, at the handing over.</summary>
    public const string Together = "at-the-handover";

    /// <param name="organisation">For which organisation.</param>
    /// <param name="from">Where the signature was recorded.</param>
    /// <param name="onPaper">Whether it was given on paper.</param>
    public static PaperSignature Of(OrganisationId organisation, Provenance from, bool onPaper) =>
        new(organisation, onPaper ? null : from.Person, from.RecordedAt, onPaper ? OnPaper : ByAccount);
}
