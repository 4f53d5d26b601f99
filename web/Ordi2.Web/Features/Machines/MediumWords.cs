using Ordi2.Contracts.Machines;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Machines;

/// <summary>A storage medium in words.</summary>
internal static class MediumWords
{
    /// <summary>How large it is; a dash where nobody knows.</summary>
    public static string SizeOf(WebPage page, SeenMedium medium) => medium.SizeBytes == 0 ? "-" : page.Say("gigabytes", page.Number(medium.SizeBytes / 1_000_000_000m));
}
