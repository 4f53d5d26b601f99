using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Organisations;

/// <summary>Where an organisation is, as the register of outgoing waste names it (arrêté of 31 May 2021, art. 2): the number of its establishment and its address.</summary>
/// <param name="Siret">14 digits; nothing where nobody entered them.</param>
/// <param name="Address">Number, street, postal code and commune; nothing where nobody entered them.</param>
public sealed record Establishment(string? Siret, string? Address)
{
    /// <summary>Its first place with an address; without one, what its public card shows. A place without a number of its own is at the seat.</summary>
    public static Establishment Of(OrganisationProfile? organisation)
    {
        var site = organisation?.Sites.FirstOrDefault(one => one.Address is not null);
        var shown = organisation?.Card?.Places.FirstOrDefault(place => !string.IsNullOrWhiteSpace(place.Street));

        return new(
            site?.Siret ?? (organisation?.Siret is { Length: > 0 } siret ? siret : null),
            site?.Address ?? (shown is null ? null : $"{shown.Street}, {shown.PostalCode} {shown.Commune}"));
    }
}
