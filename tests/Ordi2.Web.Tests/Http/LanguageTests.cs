using Ordi2.Web.Http;

namespace Ordi2.Web.Tests.Http;

public class LanguageTests
{
    [Theory]
    [InlineData("", "fr")]
    [InlineData("fr", "fr")]
    [InlineData("en", "en")]
    [InlineData("EN-gb", "en")]
    [InlineData("de", "fr")]
    [InlineData("de, en;q=0.5", "en")]
    [InlineData("en;q=0.8, fr;q=0.9", "fr")]
    [InlineData("fr;q=0.1, en", "en")]
    [InlineData("en;q=0", "fr")]
    [InlineData("*", "fr")]
    [InlineData("en;q=nonsense, ;;,", "fr")]
    public void French_unless_English_is_asked_for_first(string header, string language) => Assert.Equal(language, Language.Of(header));
}
