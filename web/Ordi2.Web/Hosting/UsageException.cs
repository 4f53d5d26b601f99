using Ordi2.Contracts;
using Ordi2.Web.Http;

namespace Ordi2.Web.Hosting;

/// <summary>The program was asked something that makes no sense: it says what to do instead and ends.</summary>
internal sealed class UsageException(Refusal reason) : Exception(Say(reason))
{
    private static string Say(Refusal reason)
    {
        var (french, frenchNext) = Sentences.Say(reason, Language.French);
        var (english, englishNext) = Sentences.Say(reason, Language.English);
        return $"{french} {frenchNext}{Environment.NewLine}{english} {englishNext}";
    }
}
