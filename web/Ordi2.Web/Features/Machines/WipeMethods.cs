using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Configurations;

namespace Ordi2.Web.Features.Machines;

/// <summary>Which wipes the rules accept for the media that are in front of somebody, what is usual for them first.</summary>
internal static class WipeMethods
{
    private static readonly ImmutableArray<WipeMethod> OfDisks = [WipeMethod.Overwrite, WipeMethod.DeviceSanitize, WipeMethod.CryptoErase];

    // Writing over does not reach all of a flash medium: there it is never the first that is offered.
    private static readonly ImmutableArray<WipeMethod> OfFlash = [WipeMethod.DeviceSanitize, WipeMethod.CryptoErase, WipeMethod.Overwrite];

    /// <summary>The media of a machine that are still to be wiped.</summary>
    public static ImmutableArray<SeenMedium> Left(MachineLook look) => [.. look.Media.Where(medium => medium.State is MediumState.Dirty or MediumState.Failed)];

    /// <summary>The methods that each of them accepts; all, where none reaches every one of them, and the machine says why.</summary>
    public static ImmutableArray<WipeMethod> For(ImmutableArray<SeenMedium> media, PoleRules rules)
    {
        var usual = Usual(media);
        ImmutableArray<WipeMethod> accepted = [.. usual.Where(method => Stops(media, method, rules) is null)];
        return accepted.IsEmpty ? usual : accepted;
    }

    /// <summary>Why the methods that are not offered would be refused.</summary>
    public static IEnumerable<Refusal> NotFor(ImmutableArray<SeenMedium> media, PoleRules rules) =>
        Usual(media).Except(For(media, rules)).Select(method => Stops(media, method, rules)).OfType<Refusal>();

    private static ImmutableArray<WipeMethod> Usual(ImmutableArray<SeenMedium> media) => media.All(medium => medium.Kind is MediumKind.Hdd) ? OfDisks : OfFlash;

    private static Refusal? Stops(ImmutableArray<SeenMedium> media, WipeMethod method, PoleRules rules) =>
        media.FirstOrDefault(medium => !rules.Accepts(medium.Kind, method)) is { } unreached
            ? Refusal.Conflict("wipe-method-does-not-reach", unreached.Serial, unreached.Kind.Code(), method.Code())
            : null;
}
