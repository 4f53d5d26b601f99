using Ordi2.Contracts.Dossiers;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>Why somebody of a jury does not judge a dossier, in words.</summary>
internal static class Recusals
{
    public static string Why(WebPage page, Recusal recusal) => recusal.Reason switch
    {
        "linked-to-epn" or "linked-to-partner" or "of-the-pole" => page.Say($"recusal-{recusal.Reason}"),
        var words => words,
    };
}
