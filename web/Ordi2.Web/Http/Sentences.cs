using System.Collections.Frozen;
using Ordi2.Contracts;
using Ordi2.Contracts.Texts;

namespace Ordi2.Web.Http;

/// <summary>How a refusal is said. A code without a sentence is a mistake of ours, but no reason to lose an answer.</summary>
internal static class Sentences
{
    private static readonly FrozenSet<string> Known = RefusalTexts.Codes.ToFrozenSet(StringComparer.Ordinal);

    public static (string Message, string Next) Say(Refusal refusal, string language) =>
        Known.Contains(refusal.Code) ? RefusalTexts.Say(refusal, language) : ($"{refusal.Code}: {string.Join(", ", refusal.Arguments)}", string.Empty);

    public static string Message(Refusal refusal, string language) => Say(refusal, language).Message;
}
