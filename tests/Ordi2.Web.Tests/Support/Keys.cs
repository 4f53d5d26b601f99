using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Support;

/// <summary>Somebody with a keyboard and no mouse. Wherever the focus comes by on the way, it must be seen: a ring, on the screen.</summary>
internal sealed class Keys(IPage page)
{
    /// <summary>No page has so many places: whoever has not arrived by then is caught, or there is no way.</summary>
    private const int Furthest = 300;

    private const string Stop =
        """
        selector => {
          const e = document.activeElement;
          if (!e || e === document.body || e === document.documentElement) return null;
          const style = getComputedStyle(e), box = e.getBoundingClientRect();
          return {
            there: e.matches(selector),
            what: e.outerHTML.slice(0, 160),
            ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
          };
        }
        """;

    public IPage Page => page;

    public Task TypeAsync(string text) => page.Keyboard.TypeAsync(text);

    public Task PressAsync(string key) => page.Keyboard.PressAsync(key);

    /// <summary>On with Tab until it stands there.</summary>
    public Task ToAsync(string selector) => WalkAsync("Tab", selector);

    /// <summary>Back with Shift and Tab until it stands there.</summary>
    public Task BackToAsync(string selector) => WalkAsync("Shift+Tab", selector);

    /// <summary>To a field, and writes in it.</summary>
    public async Task WriteAsync(string selector, string text)
    {
        await ToAsync(selector);
        await TypeAsync(text);
    }

    /// <summary>To a link or a button, and through it to the next page.</summary>
    public async Task FollowAsync(string selector)
    {
        await ToAsync(selector);
        await EnterAsync();
    }

    /// <summary>Enter, which leads to another page or to the same one again.</summary>
    public async Task EnterAsync()
    {
        await page.EvaluateAsync("() => { window.left = true; }");
        await PressAsync("Enter");
        await page.WaitForFunctionAsync("() => !window.left && document.readyState === 'complete'");
    }

    /// <summary>Chooses by the arrows among the answers of a question: one press after the other, each of them seen.</summary>
    public async Task ChooseAsync(string question, string answer)
    {
        await ToAsync(question);

        if (!await StandsOnAsync(answer))
        {
            await WalkAsync("ArrowDown", answer);
        }

        if (!await page.Locator(answer).IsCheckedAsync())
        {
            await PressAsync("Space");
        }

        Assert.True(await page.Locator(answer).IsCheckedAsync(), $"{answer} is not chosen.");
    }

    /// <summary>Chooses by the arrows in a list that folds out.</summary>
    public async Task SelectAsync(string list, string value)
    {
        await ToAsync(list);

        for (var i = 0; await page.Locator(list).InputValueAsync() != value; i++)
        {
            Assert.True(i < Furthest, $"The arrows do not lead to {value} in {list}.");
            await PressAsync("ArrowDown");
        }
    }

    /// <summary>From the top of the page past the navigation: the first Tab shows the link, and the next place after it is in the content.</summary>
    public async Task SkipAsync()
    {
        await PressAsync("Tab");
        Assert.True(await StandsOnAsync(".skip"), "The first Tab does not lead to the link that skips the navigation.");
        await PressAsync("Enter");
        await PressAsync("Tab");
        Assert.True(await StandsOnAsync("main *"), "After the navigation was skipped, Tab does not lead into the content.");
    }

    /// <summary>
    /// What was sent was refused: the focus is on what is wrong, from there one key leads to the first of it, and that field stands in the form that was sent.
    /// </summary>
    public async Task MistakenAsync(string field, string form)
    {
        await Expect(page.Locator(".mistakes")).ToBeFocusedAsync();
        await ToAsync($".mistakes a[href='#{field}']");
        await PressAsync("Enter");
        Assert.True(await StandsOnAsync($"{form} #{field}"), $"What is wrong does not lead to #{field} of {form}, but to {await page.EvaluateAsync<string>("() => document.activeElement.outerHTML.slice(0, 160)")}");
        await Expect(page.Locator($"#{field}-error")).ToBeVisibleAsync();
    }

    /// <summary>It was done: the page says so first, nothing holds the focus, and whoever skips the navigation stands at what comes next.</summary>
    public async Task DoneAsync(string sentence)
    {
        await Expect(page.Locator("main > .toast:first-child")).ToContainTextAsync(sentence);
        await SkipAsync();
    }

    /// <summary>Through the whole page and out at its end, then back to its beginning: nothing keeps the focus for itself.</summary>
    public async Task RoundAsync()
    {
        await ToAsync(".skip");
        await ToAsync("footer li:last-child > a[href='/help/shortcuts']");
        await LeaveAsync("Tab");
        await BackToAsync("footer li:last-child > a[href='/help/shortcuts']");
        await BackToAsync(".skip");
        await LeaveAsync("Shift+Tab");
    }

    private async Task LeaveAsync(string key)
    {
        await PressAsync(key);
        Assert.False(await page.EvaluateAsync<bool>("() => document.activeElement?.matches('main *') ?? false"), $"{key} does not lead out of the page.");
    }

    private async Task WalkAsync(string key, string selector)
    {
        for (var i = 0; i < Furthest; i++)
        {
            await PressAsync(key);

            if (await StandsOnAsync(selector))
            {
                return;
            }
        }

        Assert.Fail($"{key} does not lead to {selector} on {page.Url}.");
    }

    private async Task<bool> StandsOnAsync(string selector)
    {
        if (await page.EvaluateAsync<JsonElement?>(Stop, selector) is not { ValueKind: JsonValueKind.Object } stop)
        {
            return false;
        }

        var what = stop.GetProperty("what").GetString();
        Assert.True(stop.GetProperty("ring").GetBoolean(), $"No ring shows that the focus is on {what}");
        Assert.True(stop.GetProperty("seen").GetBoolean(), $"The focus is outside of what is shown, on {what}");
        return stop.GetProperty("there").GetBoolean();
    }
}
