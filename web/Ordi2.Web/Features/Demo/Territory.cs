using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Web.Features.Demo;

/// <summary>One organisation of the demonstration. None of them exists.</summary>
internal sealed record Member(string Id, string Name, OrganisationForm Form, Activity[] Activities, Role[] Roles)
{
    public int Operators { get; init; }

    public RecipientCategory Category { get; init; }

    public bool DataDestruction { get; init; }

    public string[] Sites { get; init; } = [];

    /// <summary>Postal code and commune under which it stands in the directory; nobody lives in these communes.</summary>
    public (string PostalCode, string Commune)? Place { get; init; }

    /// <summary>A site that may make a product of a waste again.</summary>
    public bool PreparesForReuse { get; init; }
}

/// <summary>The fictional territory of the demonstration: the Val d'Ombre.</summary>
internal static class Territory
{
    public const string Pole = "pole-val-d-ombre";

    /// <summary>So many operators get an account of their own; a check needs another person than the installation.</summary>
    private const int OperatorAccounts = 3;

    public static readonly Member[] Members =
    [
        new(Pole, "Pôle Ordi Val d'Ombre", OrganisationForm.Association, [Activity.Pole], [Role.Coordinator]) { Place = ("69099", "Valombre") },
        Workshop("atelier-du-canal", "Atelier du Canal", OrganisationForm.Aci, operators: 8) with { Place = ("69098", "Les Écluses") },
        Workshop("fabrique-des-tilleuls", "Fabrique des Tilleuls", OrganisationForm.Ei, operators: 18) with { PreparesForReuse = true, Place = ("42098", "Tilleuls-sur-Ombre") },
        Workshop("etabli-du-coteau", "L'Établi du Coteau", OrganisationForm.Esat, operators: 3) with { Place = ("38097", "Haut-Coteau") },
        Epn("epn-la-passerelle", "EPN La Passerelle", OrganisationForm.LocalAuthority) with { Place = ("69099", "Valombre") },
        Epn("epn-le-phare", "EPN Le Phare", OrganisationForm.Association) with { Place = ("07098", "Port-Ombre") },
        Epn("epn-gare-nord", "Espace numérique Gare-Nord", OrganisationForm.LocalAuthority) with { Place = ("69099", "Valombre") },
        Epn("epn-la-clairiere", "Cyber-base La Clairière", OrganisationForm.Association) with { Place = ("01097", "La Clairière") },
        Epn("epn-vallon", "Médiathèque du Vallon", OrganisationForm.LocalAuthority) with { Place = ("26098", "Le Vallon") },
        Epn("epn-trois-ponts", "Maison des Trois-Ponts", OrganisationForm.Association) with { Place = ("97499", "Trois-Ponts-les-Hauts") },
        Partner("asso-coup-de-main", "Coup de main devoirs", RecipientCategory.TutoringAssociation),
        Partner("asso-horizon-emploi", "Horizon Emploi", RecipientCategory.GeneralInterestInclusion),
        Partner("asso-les-ateliers-de-lea", "Les Ateliers de Léa", RecipientCategory.GeneralInterestInclusion),
        Partner("asso-parents-du-vallon", "Parents du Vallon", RecipientCategory.ParentsAssociation),
        Partner("asso-toit-et-cle", "Toit et Clé", RecipientCategory.AssistanceAssociation),
        Partner("asso-femmes-en-reseau", "Femmes en réseau", RecipientCategory.GeneralInterestInclusion),
        Partner("asso-seniors-connectes", "Seniors connectés", RecipientCategory.GeneralInterestInclusion),
        Partner("asso-etudiants-solidaires", "Étudiants solidaires", RecipientCategory.StudentAssociation),
        Partner("asso-jardin-partage", "Le Jardin partagé", RecipientCategory.GeneralInterestInclusion),
        Partner("asso-main-tendue", "La Main tendue", RecipientCategory.PublicUtility),
        Partner("asso-langues-du-monde", "Langues du monde", RecipientCategory.GeneralInterestInclusion),
        Partner("asso-radio-ombre", "Radio Val d'Ombre", RecipientCategory.GeneralInterestInclusion),
        Donor("don-assurances-du-val", "Assurances du Val", OrganisationForm.Company),
        Donor("don-banque-ombrienne", "Banque ombrienne", OrganisationForm.Company),
        Donor("don-cartonnerie-lemoine", "Cartonnerie Lemoine", OrganisationForm.Company),
        Donor("don-cabinet-ferrand", "Cabinet Ferrand", OrganisationForm.Company),
        Donor("don-clinique-des-sources", "Clinique des Sources", OrganisationForm.Company),
        Donor("don-mairie-de-valombre", "Mairie de Valombre", OrganisationForm.LocalAuthority),
        Donor("don-departement-ombre", "Département de l'Ombre", OrganisationForm.LocalAuthority),
        Donor("don-direction-des-routes", "Direction des routes du Val", OrganisationForm.StateService),
        new("transports-roulier", "Transports Roulier", OrganisationForm.Company, [Activity.Carrier], [Role.Driver]),
        new("recyclage-du-val", "Recyclage du Val", OrganisationForm.Company, [Activity.Recycler], [Role.Recycler]) { Place = ("38097", "Haut-Coteau") },
        new("broyage-certifie", "Broyage certifié de l'Ombre", OrganisationForm.Company, [Activity.Recycler, Activity.Carrier], [Role.Recycler, Role.Driver])
        {
            DataDestruction = true,
            Place = ("38097", "Haut-Coteau"),
        },
    ];

    /// <summary>A number that has the form of a SIRET (both check digits right) and begins with three zeros, as none in use does.</summary>
    public static string Siret(int index)
    {
        var siren = WithCheckDigit(string.Create(CultureInfo.InvariantCulture, $"000{index + 1:00000}"));
        return WithCheckDigit(siren + "0001");
    }

    /// <summary>A number that has the form of an association's.</summary>
    public static string Rna(int index) => string.Create(CultureInfo.InvariantCulture, $"W000{index + 1:000000}");

    private static Member Workshop(string id, string name, OrganisationForm form, int operators) => new(
        id,
        name,
        form,
        [Activity.Workshop],
        [.. Enumerable.Repeat(Role.Operator, Math.Min(operators, OperatorAccounts)), Role.Supervisor, Role.Storekeeper, Role.Driver])
    {
        Operators = operators,
        Category = RecipientCategory.EsusReuse,
        Sites = ["quai", "atelier", "stock"],
    };

    private static Member Epn(string id, string name, OrganisationForm form) => new(id, name, form, [Activity.Epn], [Role.Animator])
    {
        Category = RecipientCategory.GeneralInterestInclusion,
        Sites = ["accueil"],
    };

    private static Member Partner(string id, string name, RecipientCategory category) =>
        new(id, name, OrganisationForm.Association, [Activity.Partner], [Role.Partner]) { Category = category };

    private static Member Donor(string id, string name, OrganisationForm form) => new(id, name, form, [Activity.Donor], [Role.Donor]);

    private static string WithCheckDigit(string digits)
    {
        var sum = 0;

        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var doubled = i % 2 == 1 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
