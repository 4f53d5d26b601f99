using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Organisations.OrganisationEvent>;

namespace Ordi2.Domain.Organisations;

/// <summary>
/// The numbers by which an organisation is known: SIRET or RNA (domain.md 5). A partner may have neither (a school, a group that is not
/// declared, a body of another country): then a number of another register, or the reason why it has none.
/// </summary>
public static class Identity
{
    private const int UaiDigits = 7;
    private const int CountryLength = 2;
    private const int LongestForeign = 34;

    // The letter of a UAI is its digits modulo 23, in the alphabet without I, O and Q.
    private const string UaiLetters = "ABCDEFGHJKLMNPRSTUVWXYZ";

    /// <summary>Without spaces, stops and strokes, in capitals, as it is stored and searched.</summary>
    public static string Plain(string typed) => string.Concat(typed.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Seven digits and the letter that follows from them.</summary>
    /// <param name="text">As <see cref="Plain"/> writes it.</param>
    public static bool IsUai(string text) =>
        text.Length == UaiDigits + 1
        && text[..UaiDigits].All(char.IsAsciiDigit)
        && text[UaiDigits] == UaiLetters[int.Parse(text.AsSpan(0, UaiDigits), System.Globalization.CultureInfo.InvariantCulture) % UaiLetters.Length];

    /// <summary>Two letters of a country that is not France, then its number there.</summary>
    /// <param name="text">As <see cref="Plain"/> writes it.</param>
    public static bool IsForeign(string text) =>
        text.Length is > CountryLength + 1 and <= LongestForeign
        && text.All(char.IsAsciiLetterOrDigit)
        && text[..CountryLength].All(char.IsAsciiLetterUpper)
        && text[CountryLength..].Any(char.IsAsciiDigit)
        && !text.StartsWith("FR", StringComparison.Ordinal);

    /// <summary>Why these numbers are not enough, or not right; nothing where they are.</summary>
    internal static Refusal? Wrong(RegisterOrganisation command, string? siret)
    {
        if (!string.IsNullOrEmpty(command.Rna) && !IsRna(command.Rna))
        {
            return Refusal.Invalid("rna-wrong", command.Rna);
        }

        if ((command.Form, siret) is (OrganisationForm.PrivateIndividual, not null))
        {
            return Refusal.Invalid("siret-of-a-person");
        }

        var hasOne = siret is not null
            || command.Form is OrganisationForm.PrivateIndividual
            || (command.Form is OrganisationForm.Association && !string.IsNullOrEmpty(command.Rna));

        if (hasOne)
        {
            return command.OtherNumber is null && command.NoNumberReason is null ? null : Refusal.Invalid("number-not-needed");
        }

        if (command.OtherNumber is null && command.NoNumberReason is null)
        {
            return Refusal.Invalid("siret-missing");
        }

        // Who gives, works on machines or relays them signs conventions and stands in registers: it has a SIRET.
        if (PartnerOnly(command.Activities) is { } needed)
        {
            return needed;
        }

        return command.OtherNumber is { } number
            ? command.NoNumberReason is not null ? Refusal.Invalid("number-not-needed") : Wrong(number)
            : Demand.Words(command.NoNumberReason, "noNumberReason") ?? WithoutNumber(command.Category, command.NoNumberReason);
    }

    /// <summary>Which numbers an organisation gets that it did not have; none where it has them already.</summary>
    internal static Decision<OrganisationEvent> Given(Organisation organisation, OrganisationProfile profile, SetNumbers command)
    {
        var (siret, rna) = ((string?)null, string.IsNullOrWhiteSpace(command.Rna) ? null : Plain(command.Rna));

        if (!string.IsNullOrWhiteSpace(command.Siret) && !Siret.TryParse(command.Siret, out siret))
        {
            return No(Refusal.Invalid("siret-wrong", command.Siret));
        }

        var reason = siret is null && rna is null ? Refusal.Invalid("number-not-given")
            : siret is not null && profile.Form is OrganisationForm.PrivateIndividual ? Refusal.Invalid("siret-of-a-person")
            : rna is not null && !IsRna(rna) ? Refusal.Invalid("rna-wrong", rna)
            : rna is not null && profile.Form is not OrganisationForm.Association ? Refusal.Invalid("rna-of-an-association")
            : siret is not null && organisation.Siret is { } known && known != siret ? Refusal.Conflict("number-known-already", known)
            : rna is not null && organisation.Rna is { Length: > 0 } declared && declared != rna ? Refusal.Conflict("number-known-already", declared)
            : siret is not null && organisation.Siret is null ? profile.Sites.Select(site => site.Siret is { } its ? OrganisationDecisions.OfTheSame(its, Siret.SirenOf(siret)) : null).FirstOrDefault(refusal => refusal is not null)
            : null;

        return reason is not null ? No(reason)
            : (siret ?? organisation.Siret) == organisation.Siret && (rna ?? organisation.Rna) == organisation.Rna ? AlreadySo()
            : Write(new NumbersSet(siret, rna));
    }

    /// <summary>Whether it is known by a SIRET, or as an association by its RNA number.</summary>
    internal static bool IsNumbered(OrganisationProfile known) =>
        known.Siren.Length > 0 || (known.Form is OrganisationForm.Association && known.Rna.Length > 0);

    /// <summary>Why somebody without SIRET and RNA number cannot take part in this way; nothing for a partner.</summary>
    internal static Refusal? PartnerOnly(ImmutableArray<Activity> activities) =>
        activities.Where(activity => activity is not Activity.Partner).Select(activity => Refusal.Invalid("siret-needed-for", activity.Code())).FirstOrDefault();

    /// <summary>The categories of the CGPPP are bodies that the law knows: a group without any number is none of them.</summary>
    internal static Refusal? WithoutNumber(RecipientCategory category, string? reason) =>
        reason is null || category is RecipientCategory.None ? null : Refusal.Invalid("category-needs-a-number", category.Code());

    private static Refusal? Wrong(OtherNumber number) => number.Register switch
    {
        OtherRegister.Uai when IsUai(Plain(number.Number ?? string.Empty)) => null,
        OtherRegister.Foreign when IsForeign(Plain(number.Number ?? string.Empty)) => null,
        OtherRegister.Uai => Refusal.Invalid("uai-wrong", number.Number ?? string.Empty),
        _ => Refusal.Invalid("foreign-number-wrong", number.Number ?? string.Empty),
    };

    /// <summary>A W and nine digits, as the national register of associations writes it.</summary>
    private static bool IsRna(string rna) => rna is ['W', .. { Length: 9 } digits] && digits.All(char.IsAsciiDigit);
}
