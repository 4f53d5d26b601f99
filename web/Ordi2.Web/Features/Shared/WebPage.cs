using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Web.Http;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Shared;

/// <summary>What every page knows: the reader's language.</summary>
internal abstract class WebPage : PageModel
{
    public string ReadersLanguage => Language.Of(Request);

    public string Say(string key, params object[] arguments) => PageTexts.Say(key, ReadersLanguage, arguments);
}
