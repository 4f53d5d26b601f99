using System.Text.Json;
using Microsoft.Playwright;

namespace Ordi2.Web.Tests.Pages;

/// <summary>One page, open in the browser, and what there is to say about it.</summary>
internal sealed class Look : IAsyncDisposable
{
    private const string Reachable =
        """
        () => [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]')]
          .filter(e => !e.disabled && e.checkVisibility({ visibilityProperty: true }))
          .filter(e => e.type !== 'radio' || e.checked || (![...document.getElementsByName(e.name)].some(o => o.checked) && document.getElementsByName(e.name)[0] === e))
        """;

    /// <summary>Notes what gets the focus, and whether it is seen to have it.</summary>
    private const string Watching =
        """
        () => document.addEventListener('focusin', event => {
          const e = event.target;
          e.dataset.reached = '1';
          const style = getComputedStyle(e);
          const box = e.getBoundingClientRect();
          const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          // The parts of a date draw their own; the ring is looked for on the whole, at its first part.
          if (ring && box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0) e.dataset.ringed = '1';
        })
        """;

    /// <summary>Opens whatever is folded away, also what lets only one of its kind be open.</summary>
    private const string Unfold =
        """
        () => document.querySelectorAll('details:not([open])').forEach(e => {
          e.dataset.folded = e.getAttribute('name') ?? '';
          e.removeAttribute('name');
          e.open = true;
        })
        """;

    /// <summary>Folds away again what was opened to be looked at.</summary>
    private const string Fold =
        """
        () => document.querySelectorAll('details[data-folded]').forEach(e => {
          e.open = false;
          if (e.dataset.folded) e.setAttribute('name', e.dataset.folded);
          delete e.dataset.folded;
        })
        """;

    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Path.Combine(Checkout.Root, "web", "Ordi2.Web", "node_modules", "axe-core", "axe.min.js")));

    private readonly IBrowserContext _context;
    private readonly ICDPSession _browser;
    private readonly string _name;
    private readonly List<Task<byte[]>> _scripts = [];
    private readonly List<Task<RequestSizesResult>> _sizes = [];

    private Look(IBrowserContext context, IPage page, ICDPSession browser, string name) => (_context, Page, _browser, _name) = (context, page, browser, name);

    public IPage Page { get; }

    /// <summary>What the browser refused, failed at, or asked of another host.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>All that the page asked for since it was opened, what its scripts asked for later included.</summary>
    public async Task<Weight> WeighAsync()
    {
        var sizes = await Task.WhenAll(_sizes);
        return new(
            sizes.Length,
            sizes.Sum(size => (long)size.ResponseHeadersSize + size.ResponseBodySize),
            (await Task.WhenAll(_scripts)).Sum(body => (long)body.Length));
    }

    public static async Task<Look> OpenAsync(PageRoom room, PageEntry entry, bool scripts = true)
    {
        var (address, session) = await room.ReadyAsync(entry);
        var context = await room.Browser.NewContextAsync(new()
        {
            Locale = "fr-FR",
            JavaScriptEnabled = scripts,
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = 1440, Height = 900 },
        });

        foreach (var cookie in session?.Split("; ") ?? [])
        {
            var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            await context.AddCookiesAsync([new() { Name = name, Value = value, Url = address.GetLeftPart(UriPartial.Authority) }]);
        }

        var page = await context.NewPageAsync();
        var look = new Look(context, page, await context.NewCDPSessionAsync(page), NameOf(entry));
        await look.LoadAsync(address, entry.Status);
        return look;
    }

    /// <summary>As somebody has it who prefers this theme.</summary>
    public Task DressAsync(string theme) => Page.EmulateMediaAsync(new() { ColorScheme = theme is "dark" ? ColorScheme.Dark : ColorScheme.Light });

    /// <summary>What axe-core finds, in what is folded away as well: it judges nothing that is not shown.</summary>
    /// <param name="where">How it is looked at.</param>
    /// <param name="coloursOnly">Only what depends on colours.</param>
    public async Task<IEnumerable<string>> AxeAsync(string where, bool coloursOnly = false)
    {
        await Page.EvaluateAsync($"(() => {{ if (!window.axe) {{ {Axe.Value} }} }})()");
        await Page.EvaluateAsync(Unfold);
        var found = await Page.EvaluateAsync<JsonElement>(
            """
            async colours => (await axe.run(document, { resultTypes: ['violations'], runOnly: colours
                ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
                : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }))
              .violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.failureSummary} ${n.html.slice(0, 200)}`))
            """,
            coloursOnly);
        await Page.EvaluateAsync(Fold);
        return found.EnumerateArray().Select(flaw => $"axe at {where}: {flaw.GetString()}").ToList();
    }

    public async Task<IEnumerable<string>> OverflowAsync(int width)
    {
        await Page.SetViewportSizeAsync(width, 800);
        await Page.EvaluateAsync(Unfold);
        var widest = await Page.EvaluateAsync<string>(
            """
            () => document.documentElement.scrollWidth <= window.innerWidth ? ''
              : [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1 && e.checkVisibility()).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ') || 'the page'
            """);
        await Page.EvaluateAsync(Fold);
        return widest.Length == 0 ? [] : [$"At {width} px the page scrolls sideways: {widest}"];
    }

    /// <summary>Presses Tab until everything was reached: each thing is seen when it has the focus, and nothing is left out.</summary>
    public async Task<IEnumerable<string>> KeyboardAsync()
    {
        // The parts of a date are passed one by one; a little more, and the round begins again.
        var count = await Page.EvaluateAsync<int>($"() => ({Reachable})().length + 4 * document.querySelectorAll('input[type=date],input[type=datetime-local],input[type=time]').length + 3");

        await Page.EvaluateAsync(Watching);

        await TabAsync(count);

        var unseen = await Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[data-reached]:not([data-ringed])')].map(e => e.outerHTML.slice(0, 120))");

        var missed = await Page.EvaluateAsync<string[]>($"() => ({Reachable})().filter(e => !e.dataset.reached).map(e => e.outerHTML.slice(0, 120))");
        return unseen.Select(element => $"The focus is not seen on {element}").Concat(missed.Select(element => $"Tab does not reach {element}"));
    }

    /// <summary>Whether everything that the keyboard reached before is seen to have the focus in another theme too: whoever came by keyboard goes on so.</summary>
    public async Task<IEnumerable<string>> RingsAsync(string theme)
    {
        await Page.EvaluateAsync("() => document.querySelectorAll('[data-ringed]').forEach(e => delete e.dataset.ringed)");
        await Page.Keyboard.PressAsync("Tab");
        var unseen = await Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[data-reached]')].filter(e => { e.focus(); return !e.dataset.ringed; }).map(e => e.outerHTML.slice(0, 120))");
        return unseen.Select(element => $"In the theme {theme}, the focus is not seen on {element}");
    }

    /// <summary>The whole page, as a picture that is made fast rather than small.</summary>
    public async Task PictureAsync(string size)
    {
        var whole = await Page.EvaluateAsync<double[]>("() => [document.documentElement.scrollWidth, Math.max(document.documentElement.scrollHeight, window.innerHeight)]");
        var picture = await _browser.SendAsync("Page.captureScreenshot", new()
        {
            ["format"] = "png",
            ["optimizeForSpeed"] = true,
            ["captureBeyondViewport"] = true,
            ["clip"] = new { x = 0, y = 0, width = whole[0], height = whole[1], scale = 1 },
        });
        var file = Path.Combine(Checkout.Root, "artifacts", "screenshots", $"{_name}-{size}.png");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, picture!.Value.GetProperty("data").GetBytesFromBase64());
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static string NameOf(PageEntry entry)
    {
        var name = string.Concat(entry.Address.Trim('/').Select(symbol => char.IsAsciiLetterOrDigit(symbol) ? symbol : '-')).Trim('-');
        return entry.Who is { } role ? $"{name}-{role}" : name;
    }

    /// <summary>Presses Tab so many times. The browser takes the presses in their order; waiting for each would take longer than all of them.</summary>
    private async Task TabAsync(int times)
    {
        var presses = new List<Task>(2 * times);

        for (var i = 0; i < times; i++)
        {
            presses.Add(PressAsync("rawKeyDown"));
            presses.Add(PressAsync("keyUp"));
        }

        await Task.WhenAll(presses);

        Task PressAsync(string type) => _browser.SendAsync(
            "Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 });
    }

    private async Task LoadAsync(Uri address, int status)
    {
        // The line that the browser writes about an answer that the test asked for is no complaint.
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !(status >= 400 && message.Text.Contains($"status of {status}", StringComparison.Ordinal)))
            {
                Complaints.Add($"The browser complains: {message.Text}");
            }
        };
        Page.PageError += (_, error) => Complaints.Add($"A script failed: {error}");
        Page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != address.Authority)
            {
                Complaints.Add($"A request left the server: {request.Url}");
            }
        };
        Page.WebSocket += (_, socket) =>
        {
            if (new Uri(socket.Url).Authority != address.Authority)
            {
                Complaints.Add($"A socket left the server: {socket.Url}");
            }
        };
        Page.RequestFinished += (_, request) => _sizes.Add(request.SizesAsync());
        Page.Response += (_, response) =>
        {
            if (response.Request.ResourceType is "script")
            {
                _scripts.Add(response.BodyAsync());
            }
        };

        var response = await Page.GotoAsync(address.ToString(), new() { WaitUntil = WaitUntilState.Load });
        Assert.Equal(status, response!.Status);
    }
}

/// <summary>What a page costs whoever opens it for the first time.</summary>
/// <param name="Requests">How many were answered.</param>
/// <param name="Transferred">Bytes as they came over the wire, packed, with their headers.</param>
/// <param name="Script">Bytes of script as the browser runs them.</param>
internal sealed record Weight(int Requests, long Transferred, long Script);
