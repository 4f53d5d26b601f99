using Ordi2.Ledger.Photos;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Photos;

/// <summary>A photo asked for in a form.</summary>
/// <param name="Kept">The id of one that came with the form before it was sent back, or was chosen.</param>
/// <param name="Required">Whether the thing makes no sense without one.</param>
internal sealed record PhotoField(string? Kept, bool Required = false)
{
    /// <summary>Those that the machine has and the form offers; none where the reader does not see them.</summary>
    public IReadOnlyList<PhotoChoice> Choices { get; init; } = [];

    /// <summary>Whether the one that is kept is among them.</summary>
    public bool OffersKept => Choices.Any(choice => choice.Photo.Id == Kept);
}

/// <summary>A photo that a form offers.</summary>
/// <param name="Photo">Which.</param>
/// <param name="Label">Of when, and by whom.</param>
/// <param name="Address">Where it is shown.</param>
internal sealed record PhotoChoice(MachinePhoto Photo, string Label, string Address);

/// <summary>How a photo is called on pages.</summary>
internal static class PhotoWords
{
    /// <summary>« Photo du 22 novembre 2026, Atelier du Canal ».</summary>
    public static string Said(WebPage page, MachinePhoto photo, OrganisationNames names) =>
        page.Say("photo-by", page.Date(photo.At), photo.Organisation is { } giver ? names.Of(giver) : page.Say("photo-by-public"));
}
