namespace Ordi2.Web.Features.Photos;

/// <summary>A photo asked for in a form.</summary>
/// <param name="Kept">The id of one that came with the form before it was sent back.</param>
/// <param name="Required">Whether the thing makes no sense without one.</param>
internal sealed record PhotoField(string? Kept, bool Required = false);
