using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Features.Shared;

/// <summary>So many machines of a kind, in words: « 1 portable », « 20 portables ».</summary>
internal static class MachineWords
{
    public static string Of(WebPage page, DeviceType type, int quantity) => $"{page.Number(quantity)} {Kind(page, type, quantity)}";

    /// <summary>The kind as that many are called.</summary>
    public static string Kind(WebPage page, DeviceType type, int quantity)
    {
        if (Texts.Plurals.IsOne(quantity, page.ReadersLanguage))
        {
            return page.Word(type.Code());
        }

        var several = page.Say($"many-{type}");
        return $"{char.ToLowerInvariant(several[0])}{several[1..]}";
    }
}
