using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Data.Sqlite;
using Ordi2.Web.Tests.Pages;
using Xunit.Abstractions;

namespace Ordi2.Web.Tests.Forms;

/// <summary>
/// Every form of every page, found by reading the pages as each role has them: sent empty, filled in by somebody without imagination and sent twice, and sent after the
/// session has ended. What a form is for is tested elsewhere; this sees to it that none was forgotten. On a server of its own: it changes what others look at.
/// </summary>
public sealed class FormWalkTests(PageRoom room, ITestOutputHelper output) : IClassFixture<PageRoom>
{
    private const string RequestId = "requestId";

    /// <summary>Fewer would mean that pages are read wrongly.</summary>
    private const int FewestForms = 100;

    /// <summary>Leaving would end the session of the walk; signing in and enrolling are for somebody who is not in; what is secret is never shown again, and /design shows forms that do nothing.</summary>
    private static readonly string[] NotWalked = ["/sign-out", "/sign-in", "/station", "/account", "/invitation", "/reset", "/setup", "/language", "/theme", "/tokens", "/badges", "/design"];

    private enum Kind
    {
        Text,
        Choice,
        Box,
        Given,
    }

    [Fact]
    public async Task Each_form_of_each_page_says_what_is_missing_does_things_once_and_outlives_the_session()
    {
        var clock = Stopwatch.StartNew();
        var flaws = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var forms = new List<WalkedForm>();

        // All are read before the first is sent: what one of them changes may take another from its page.
        foreach (var page in Inventory.Pages.Where(page => page.Status == 200))
        {
            var (address, session) = await room.ReadyAsync(page);

            if (IsNotWalked(address.AbsolutePath))
            {
                continue;
            }

            using var visit = new Visit(room.Server.Address, session);
            var document = (await visit.GetAsync(address.PathAndQuery)).Document;

            foreach (var form in document.QuerySelectorAll<IHtmlFormElement>("main form").Where(form => form.Method is "post"))
            {
                var action = form.GetAttribute("action") is { Length: > 0 } given ? given : address.PathAndQuery;

                if (!IsNotWalked(action) && seen.Add($"{page.Who} {action} {string.Join(' ', form.Elements.Select(one => one.GetAttribute("name")))}"))
                {
                    forms.Add(new(address.PathAndQuery, action, form.GetAttribute("action") ?? string.Empty, page.Who is null ? null : session, visit.Cookies, Field.Of(form)));
                }
            }
        }

        foreach (var form in forms)
        {
            await EmptyAsync(form, flaws);
        }

        foreach (var form in forms)
        {
            await LateAsync(form, flaws);
        }

        foreach (var form in forms)
        {
            await TwiceAsync(form, flaws);
        }

        output.WriteLine($"{forms.Count} forms in {clock.Elapsed}.");
        Assert.True(flaws.Count == 0, string.Join(Environment.NewLine, flaws));
        Assert.True(forms.Count >= FewestForms, $"Only {forms.Count} forms were found.");
    }

    /// <summary>Whoever sends a form as it is, without what it asks for, is told at each field; what else was typed is still there.</summary>
    private async Task EmptyAsync(WalkedForm form, List<string> flaws)
    {
        if (!form.Fields.Any(field => field.Required))
        {
            return;
        }

        // What need not be said is said, to see it again.
        // Where a scanner writes, what it reads first may be the beginning of more.
        var sent = form.Fields.Where(field => !form.Fields.Any(one => one.IsScan) && !field.Required && field.Kind is Kind.Text && field.IsWords).Select(field => field with { Value = $"tapé {field.Name}" }).ToList();
        using var visit = new Visit(room.Server.Address, form.Session, form.Cookies);
        var answer = await visit.PostAsync(form.Action, [.. form.Fields.Where(field => field.Kind is Kind.Given), .. form.Fields.Where(field => field.Required && field.Kind is Kind.Text).Select(field => field with { Value = string.Empty }), .. sent]);

        if (answer.Status is >= 500 or (>= 300 and < 400) or 404 or 405)
        {
            flaws.Add($"{form}: sent empty, it answers {answer.Status} {answer.Location}");
            return;
        }

        flaws.AddRange(form.Fields.Where(field => field.Required)
            .Where(field => !IsToldOf(answer, form, field))
            .Select(field => $"{form}: sent empty, nothing is said beside {field.Id} ({answer.Status})"));
        flaws.AddRange(sent.Where(field => !answer.Html.Contains(WebUtility.HtmlEncode(field.Value), StringComparison.Ordinal) && !answer.Document.Body!.InnerHtml.Contains(field.Value, StringComparison.Ordinal))
            .Select(field => $"{form}: what was typed in {field.Name} is lost when another field is empty ({answer.Status})"));
    }

    /// <summary>Nothing of what was typed is lost with the session, and nothing is done.</summary>
    private async Task LateAsync(WalkedForm form, List<string> flaws)
    {
        if (form.Session is null)
        {
            return;
        }

        var before = await LastAsync();
        using var visit = new Visit(room.Server.Address, null);
        var answer = await visit.PostAsync(form.Action, Filled(form));

        if (answer.Status is not (400 or 401))
        {
            flaws.Add($"{form}: sent after the session, it answers {answer.Status} {answer.Location}");
        }

        flaws.AddRange(Filled(form).Where(field => field.Kind is Kind.Text && field.Value.Length > 0)
            .Where(field => !answer.Document.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Any(hidden => hidden.Name == field.Name && Same(hidden.Value, field.Value)))
            .Select(field => $"{form}: what was typed in {field.Name} is lost with the session ({answer.Status})"));

        if (await LastAsync() != before)
        {
            flaws.Add($"{form}: sent after the session, it did something.");
        }
    }

    /// <summary>A double click does it once: the second time nothing is written in the name of whoever sent it, and both lead to the same.</summary>
    private async Task TwiceAsync(WalkedForm form, List<string> flaws)
    {
        using var visit = new Visit(room.Server.Address, form.Session, form.Cookies);
        var first = await visit.PostAsync(form.Action, Filled(form));
        var number = form.Fields.FirstOrDefault(field => field.Name is RequestId)?.Value;
        var before = number is null ? 0 : await WrittenAsync(number);
        var second = await visit.PostAsync(form.Action, Filled(form));
        var after = number is null ? 0 : await WrittenAsync(number);

        if (first.Status >= 500 || second.Status >= 500)
        {
            flaws.Add($"{form}: filled in, it answers {first.Status}, then {second.Status}");
        }
        else if (after != before)
        {
            flaws.Add($"{form}: sent twice, it writes {before} events, then {after - before} more");
        }
    }

    private static IReadOnlyList<Field> Filled(WalkedForm form) => [.. form.Fields.Where(field => field.Kind is not Kind.Box || field.Required).Select(field => field.Filled())];

    private static bool Same(string one, string other) => one.ReplaceLineEndings("\n") == other.ReplaceLineEndings("\n");

    /// <summary>Whether the field of the form that was sent says what is wrong with it: another form of the page may ask the same.</summary>
    private static bool IsToldOf(Answer answer, WalkedForm form, Field field) =>
        answer.Document.GetElementById($"{field.Id}-error") is not null
        || answer.Document.QuerySelectorAll<IHtmlFormElement>("main form").Where(one => (one.GetAttribute("action") ?? string.Empty) == form.Written)
            .SelectMany(one => one.Elements).Any(one => one.GetAttribute("name") == field.Name && one.GetAttribute("aria-invalid") is "true");

    private static bool IsNotWalked(string address) => Array.Exists(NotWalked, path => address == path || address.StartsWith($"{path}/", StringComparison.Ordinal) || address.StartsWith($"{path}?", StringComparison.Ordinal));

    private Task<long> LastAsync() => NumberAsync("select max(position) from event where client_event_id is not null", null);

    private Task<long> WrittenAsync(string number) => NumberAsync("select count(*) from event where client_event_id = $number", number);

    private async Task<long> NumberAsync(string sql, string? number)
    {
        await using var connection = new SqliteConnection($"Data Source={room.Server.Database}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;

        if (number is not null)
        {
            command.Parameters.AddWithValue("$number", number);
        }

        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private sealed record WalkedForm(string Page, string Action, string Written, string? Session, CookieContainer Cookies, IReadOnlyList<Field> Fields)
    {
        public override string ToString() => Page == Action ? Page : $"{Page} -> {Action}";
    }

    /// <summary>Something that a form sends.</summary>
    /// <param name="Name">By which name.</param>
    /// <param name="Value">What stands in it, or what one may choose.</param>
    /// <param name="Required">Whether the page says that it is needed.</param>
    /// <param name="IsWords">Whether any words are right in it.</param>
    private sealed record Field(string Name, Kind Kind, string Type, string Value, bool Required, bool IsWords)
    {
        /// <summary>What the page calls it, where two forms of it ask the same.</summary>
        public string Id { get; init; } = Name;

        /// <summary>Whether a scanner fills it.</summary>
        public bool IsScan { get; init; }

        public static List<Field> Of(IHtmlFormElement form)
        {
            var fields = new List<Field>();
            var radios = new HashSet<string>(StringComparer.Ordinal);

            foreach (var element in form.Elements.Where(element => element.GetAttribute("name") is not null && !element.HasAttribute("disabled")))
            {
                var name = element.GetAttribute("name")!;
                var required = element.HasAttribute("required") || element.GetAttribute("aria-required") is "true";
                switch (element)
                {
                    case IHtmlInputElement { Type: "hidden" } hidden:
                        fields.Add(new(name, Kind.Given, "hidden", hidden.Value, false, false));
                        break;
                    case IHtmlInputElement { Type: "checkbox" } box:
                        fields.Add(new(name, Kind.Box, "checkbox", box.Value, required, false) { Id = element.Id ?? name });
                        break;
                    case IHtmlInputElement { Type: "radio" } radio when radios.Add(name):
                        var chosen = form.Elements.OfType<IHtmlInputElement>().FirstOrDefault(one => one.Name == name && one.IsChecked);

                        // What was chosen once can be changed, and never taken back.
                        fields.Add(new(name, chosen is null ? Kind.Choice : Kind.Given, "radio", (chosen ?? radio).Value, required && chosen is null, false));
                        break;
                    case IHtmlInputElement { Type: "radio" or "file" or "submit" or "button" } or IHtmlButtonElement:
                        break;
                    case IHtmlInputElement input:
                        fields.Add(new(name, Kind.Text, input.Type, input.Value, required, input.Type is "text" && !input.HasAttribute("inputmode") && !input.HasAttribute("list")) { Id = element.Id ?? name, IsScan = input.HasAttribute("autofocus") && input.GetAttribute("autocapitalize") is "characters" });
                        break;
                    case IHtmlSelectElement select:
                        var canBeEmpty = select.Options.Any(option => option.Value.Length == 0);
                        fields.Add(new(name, canBeEmpty ? Kind.Choice : Kind.Given, "select", select.Options.FirstOrDefault(option => option.Value.Length > 0)?.Value ?? string.Empty, required && canBeEmpty, false) { Id = element.Id ?? name });
                        break;
                    case IHtmlTextAreaElement text:
                        fields.Add(new(name, Kind.Text, "textarea", text.Value, required, true) { Id = element.Id ?? name });
                        break;
                }
            }

            return fields;
        }

        /// <summary>The same as somebody without imagination fills it in.</summary>
        public Field Filled() => Kind is not Kind.Text || Value.Length > 0 ? this : this with
        {
            Value = Type switch
            {
                "number" => "1",
                "date" => DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                "datetime-local" => DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
                "time" => "10:00",
                "email" => "quelquun@val.example",
                "tel" => "0601020304",
                _ => "Essai 1",
            },
        };
    }

    private sealed record Answer(int Status, string? Location, string Html, IHtmlDocument Document);

    /// <summary>Sends exactly what it is given, several values of one name too, and says where it comes from as browsers do.</summary>
    private sealed class Visit : IDisposable
    {
        private readonly HttpClientHandler _handler;
        private readonly HttpClient _client;

        public Visit(Uri server, string? session, CookieContainer? cookies = null)
        {
            _handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new CookieContainer() };
            _client = new HttpClient(_handler) { BaseAddress = server };
            _client.DefaultRequestHeaders.Add("Accept", "text/html");
            _client.DefaultRequestHeaders.Add("Accept-Language", "fr");
            _client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

            foreach (var cookie in session?.Split("; ") ?? [])
            {
                var name = cookie[..cookie.IndexOf('=', StringComparison.Ordinal)];
                Cookies.Add(server, new Cookie(name, cookie[(name.Length + 1)..]));
            }
        }

        public CookieContainer Cookies => _handler.CookieContainer;

        public Task<Answer> GetAsync(string path) => ReadAsync(new(HttpMethod.Get, path));

        public Task<Answer> PostAsync(string path, IReadOnlyList<Field> fields)
        {
            var body = new StringBuilder();

            foreach (var field in fields)
            {
                body.Append(body.Length == 0 ? string.Empty : "&").Append(WebUtility.UrlEncode(field.Name)).Append('=').Append(WebUtility.UrlEncode(field.Value));
            }

            return ReadAsync(new(HttpMethod.Post, path) { Content = new StringContent(body.ToString(), Encoding.UTF8, "application/x-www-form-urlencoded") });
        }

        public void Dispose()
        {
            _client.Dispose();
            _handler.Dispose();
        }

        private async Task<Answer> ReadAsync(HttpRequestMessage request)
        {
            using (request)
            {
                using var response = await _client.SendAsync(request);
                var html = await response.Content.ReadAsStringAsync();
                return new((int)response.StatusCode, response.Headers.Location?.ToString(), html, await new HtmlParser().ParseDocumentAsync(html));
            }
        }
    }
}
