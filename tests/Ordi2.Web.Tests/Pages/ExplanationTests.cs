using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Ordi2.Web.Tests.Pages;

/// <summary>Fields explain themselves to who has never heard of a « bordereau »: beside the field, and tied to it for who does not see the page.</summary>
[Collection(PageRoomTests.Name)]
[Trait("Category", "Accessibility")]
public class ExplanationTests(PageRoom room)
{
    /// <summary>What everybody knows who has filled in a form before. A label that is not among them has an explanation.</summary>
    private static readonly string[] Plain =
    [
        "Adresse e-mail",
        "Ces nombres sont justes, je signe l'état des écarts",
        "Code postal",
        "Comment l'avez-vous trouvée ?",
        "Commune",
        "Dans le carton avec la machine",
        "Département",
        "J'ai lu la convention et je signe pour mon organisation",
        "Jour",
        "La machine s'allume",
        "Le chargeur est là",
        "Machine",
        "Membre du jury",
        "Mot de passe",
        "Mot de passe actuel",
        "Nom du lieu",
        "Nom du pôle",
        "Numéro et rue",
        "Pour",
        "Pourquoi",
        "Pourquoi elle peut repartir",
        "Premier jour",
        "Prénom, ou prénom et initiale",
        "Qui transporte ?",
        "Raison",
        "Scannez l'étiquette de la machine",
        "Sorte de machine",
        "Sorte de pièce",
    ];

    private static readonly string[] Asked = ["input:not([type=hidden])", "select", "textarea"];

    [Fact]
    public async Task A_field_that_not_everybody_understands_is_explained_beside_it()
    {
        SortedDictionary<string, string> unexplained = new(StringComparer.Ordinal);
        HashSet<string> unused = new(Plain, StringComparer.Ordinal);

        foreach (var page in Inventory.Pages.Where(page => page.Route is not "/design"))
        {
            var document = await ReadAsync(page);

            foreach (var form in document.QuerySelectorAll("main form[method=post]"))
            {
                foreach (var field in form.QuerySelectorAll(string.Join(',', Asked)).Where(field => !IsExplained(field)))
                {
                    var name = NameOf(field);
                    unused.Remove(name);

                    if (!Plain.Contains(name, StringComparer.Ordinal))
                    {
                        unexplained[name] = page.Address;
                    }
                }
            }
        }

        Assert.True(unexplained.Count == 0, string.Join(Environment.NewLine, unexplained.Select(one => $"« {one.Key} » on {one.Value}")));
        Assert.Empty(unused);
    }

    [Fact]
    public async Task What_describes_something_stands_on_the_same_page()
    {
        List<string> lost = [];

        foreach (var page in Inventory.Pages)
        {
            var document = await ReadAsync(page);
            lost.AddRange(document.QuerySelectorAll("[aria-describedby], [aria-labelledby]")
                .SelectMany(element => $"{element.GetAttribute("aria-describedby")} {element.GetAttribute("aria-labelledby")}".Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(id => string.IsNullOrWhiteSpace(document.GetElementById(id)?.TextContent))
                .Select(id => $"#{id} on {page.Address}"));
        }

        Assert.Empty(lost);
    }

    private static bool IsExplained(IElement field) =>
        field.HasAttribute("aria-describedby")
        || field.Closest("fieldset[aria-describedby]") is not null
        || LabelOf(field)?.QuerySelector("small") is not null
        || (field.Closest("fieldset.choices") is { } choices && choices.QuerySelector(".choice small") is not null);

    private static IElement? LabelOf(IElement field) => field.Owner!.QuerySelector($"label[for='{field.Id}']");

    /// <summary>The question as it is read; of one of several answers, the question that they answer.</summary>
    private static string NameOf(IElement field)
    {
        var label = (IElement)(field.Closest("fieldset.choices")?.QuerySelector("legend") ?? LabelOf(field) ?? field).Clone();
        label.QuerySelector(".need")?.Remove();
        return label.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' ').Trim();
    }

    private async Task<IDocument> ReadAsync(PageEntry page)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, await room.AddressAsync(page));
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", "fr");

        if (await room.SessionAsync(page) is { } session)
        {
            request.Headers.Add("Cookie", session);
        }

        using var response = await client.SendAsync(request);
        return await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
    }
}
