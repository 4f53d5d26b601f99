using Ordi2.Web.Features.Shared;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Help;

/// <summary>The keys that work on every page: those of the browser, of which we take none away, and the few of ours, which the reader may turn off.</summary>
internal sealed class ShortcutsPage : WebPage
{
    public static IEnumerable<(string Heading, (string Key, string Does)[] Keys)> Groups =>
    [
        ("shortcuts-ours", [("key-search", "key-search-does"), ("key-home", "key-home-does"), ("key-help", "key-help-does")]),
        ("shortcuts-move", [("key-tab", "key-tab-does"), ("key-shift-tab", "key-shift-tab-does"), ("key-enter", "key-enter-does"), ("key-space", "key-space-does"), ("key-arrows", "key-arrows-does")]),
        ("shortcuts-page", [("key-first-tab", "key-first-tab-does"), ("key-zoom", "key-zoom-does"), ("key-find", "key-find-does"), ("key-print", "key-print-does")]),
    ];

    public bool HasKeys => Choices.HasKeys(Request);

    public string SwitchKeys => Choices.LinkTo(Request, Choices.KeysName, HasKeys ? Choices.KeysOff : Choices.KeysOn);
}
