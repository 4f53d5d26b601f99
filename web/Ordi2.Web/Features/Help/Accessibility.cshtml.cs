using Microsoft.Extensions.Options;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Help;

/// <summary>What is accessible, what is not, how it was checked and whom to tell: no more than is true.</summary>
internal sealed class AccessibilityPage(IOptions<AccessibilityOptions> options) : WebPage
{
    /// <summary>When what stands here was last looked at as a whole.</summary>
    public static readonly DateOnly WrittenOn = new(2026, 11, 22);

    public string? Entity => Said(options.Value.Entity);

    public string? Contact => Said(options.Value.Contact);

    private static string? Said(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting.Trim();
}
