using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Help;

/// <summary>The keys that work on every page: those of the browser, for we take none away and add none.</summary>
internal sealed class ShortcutsPage : WebPage
{
    public static IEnumerable<(string Heading, (string Key, string Does)[] Keys)> Groups =>
    [
        ("shortcuts-move", [("key-tab", "key-tab-does"), ("key-shift-tab", "key-shift-tab-does"), ("key-enter", "key-enter-does"), ("key-space", "key-space-does"), ("key-arrows", "key-arrows-does")]),
        ("shortcuts-page", [("key-first-tab", "key-first-tab-does"), ("key-zoom", "key-zoom-does"), ("key-find", "key-find-does"), ("key-print", "key-print-does")]),
    ];
}
