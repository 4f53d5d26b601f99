using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ordi2.Barcodes;
using Ordi2.Barcodes.Printing;
using Ordi2.Barcodes.Tests.Symbols;
using Ordi2.Contracts;
using Ordi2.Documents.Labels;
using Ordi2.Documents.Tests.Paper;
using Ordi2.Web.Features.Labels;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Labels;

[Collection(DemoServerTests.Name)]
public class LabelPageTests(DemoServer server)
{
    private const string Workshop = "atelier-du-canal";

    [Theory]
    [InlineData(203)]
    [InlineData(300)]
    [InlineData(600)]
    public async Task Labels_are_made_once_are_read_from_the_paper_and_take_a_machine_at_the_first_scan(int dots)
    {
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, Workshop);
        var form = await storekeeper.OpenAsync("/labels");

        var made = await storekeeper.SendAsync(form, null, Asked("3", sheet: "L7160", start: "20", copies: "2"));
        Assert.Equal(made.Location, (await storekeeper.SendAsync(form, null, Asked("3", sheet: "L7160", start: "20", copies: "2"))).Location);

        var page = await storekeeper.OpenAsync(made.Location!);
        Assert.Contains("2 planches", page.Text, StringComparison.Ordinal);
        Assert.Contains("commencez à l'étiquette n° 5", Plain(page.Text), StringComparison.Ordinal);
        var pdf = await FileAsync(storekeeper, PrintAddress(page));
        var papers = await Tool.PrintAsync(pdf, dots);
        Assert.Equal(2, papers.Count);
        var read = await Readers.ZbarAsync([.. new[] { 19, 20 }.Select(place => Cut(papers[0], place, dots)), .. Enumerable.Range(0, 4).Select(place => Cut(papers[1], place, dots))]);
        var codes = read.Where(text => LabelCode.TryParse(text, out _)).Distinct(StringComparer.Ordinal).ToArray();
        Assert.Equal(3, codes.Length);
        Assert.All(codes, code => Assert.Equal(2, read.Count(text => text == code)));
        Assert.All(codes, code => Assert.Equal(2, read.Count(text => text == LabelAddress.Of(new(server.Address.GetLeftPart(UriPartial.Authority)), LabelKind.Machine, LabelCode.Parse(code)))));

        // Bound at the first scan: nobody told the server before which machine it would be.
        var scanned = await server.Client.ScanAsync(server.Token(Role.Storekeeper, Workshop), new OneScan(codes[0], "receive-device", new { type = "LAPTOP" }));
        Assert.Equal("accepted-with-finding", scanned[0].GetProperty("outcome").GetString());
        Assert.Contains("1 sur 3", Plain((await storekeeper.OpenAsync(made.Location!)).Text), StringComparison.Ordinal);

        // The paper jammed: the same codes once more, on what is in the printer now.
        var again = await FileAsync(storekeeper, $"{made.Location}?handler=Print&sheet=Brother-62&start=1");
        Assert.Equal(6, (await Tool.PrintAsync(again, 203)).Count);
    }

    [Theory]
    [InlineData("0", "L7160", "1", "howMany")]
    [InlineData("1001", "L7160", "1", "howMany")]
    [InlineData("douze", "L7160", "1", "howMany")]
    [InlineData("12", "L9999", "1", "sheet")]
    [InlineData("12", "L7160", "22", "start")]
    [InlineData("12", "zpl-203", "2", "start")]
    [InlineData("12", "L7160", "-1", "start")]
    public async Task What_makes_no_sense_is_said_by_its_field_and_makes_no_labels(string howMany, string sheet, string start, string field)
    {
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, "fabrique-des-tilleuls");

        var page = await storekeeper.SendAsync(await storekeeper.OpenAsync("/labels"), null, Asked(howMany, sheet, start));

        Assert.NotNull(page.ErrorOf(field));
        Assert.Contains("Aucune étiquette", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_on_a_sheet_that_somebody_measured_are_read_where_the_sheet_has_them_and_it_is_offered_again()
    {
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, "etabli-du-coteau");
        var form = await storekeeper.OpenAsync("/labels");
        var made = await storekeeper.SendAsync(form, null, [.. Asked("2", LabelsPage.OwnGrid, "24"), .. Grid("3", "8", "70", "36,5", "", "0,5", "", "37")]);
        var page = await storekeeper.OpenAsync(made.Location!);
        Assert.Contains("Votre planche\u00a0: A4, 3 × 8 étiquettes de 70 × 36,5 mm", page.Text, StringComparison.Ordinal);

        var sheet = LabelSheet.OfGrid(3, 8, 70, 36.5, 0, 0.5, 70, 37);
        var papers = await Tool.PrintAsync(await FileAsync(storekeeper, PrintAddress(page)), 300);
        Assert.Equal(2, papers.Count);
        var read = await Readers.ZXingAsync([Cut(papers[0], 23, 300, sheet), Cut(papers[1], 0, 300, sheet)]);
        var codes = page.Document.QuerySelectorAll("details p")[^1].TextContent.Split(", ").Select(code => LabelCode.Parse(code.Trim().Replace(" ", string.Empty, StringComparison.Ordinal)));
        Assert.Equal(
            codes.Select(code => LabelAddress.Of(new(server.Address.GetLeftPart(UriPartial.Authority)), LabelKind.Machine, code)),
            read.Where(text => text.Length > LabelCode.Length));

        // What is in the printer today was in it yesterday; and it can be tried before.
        var next = await storekeeper.OpenAsync("/labels");
        Assert.Equal(sheet.Name, next.Document.QuerySelector<IHtmlSelectElement>("select[name=sheet]")!.Value);
        Assert.Contains("Votre planche", next.Of("table")!, StringComparison.Ordinal);
        Assert.Contains($"Réglage pour {sheet.Name}", await Tool.TextAsync(await FileAsync(storekeeper, $"/labels?handler=Calibration&sheet={sheet.Name}"), "-raw"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("columns", "écrivez un nombre entier", "trois", "8", "70", "37", "", "", "", "")]
    [InlineData("rows", "nombre entier", "3", "", "70", "37", "", "", "", "")]
    [InlineData("labelWidth", "en millimètres", "3", "8", "", "37", "", "", "", "")]
    [InlineData("labelHeight", "en millimètres", "3", "8", "70", "1e3", "", "", "", "")]
    [InlineData("columns", "Écrivez 2 au plus", "3", "8", "70", "37", "5", "", "", "")]
    [InlineData("rows", "Écrivez 7 au plus", "3", "8", "70", "37", "", "10", "", "")]
    [InlineData("pitchX", "Écrivez 70 mm au moins", "2", "8", "70", "37", "", "", "69", "")]
    [InlineData("pitchY", "Écrivez 37 mm au moins", "2", "7", "70", "37", "", "", "", "3,7")]
    [InlineData("left", "en millimètres", "2", "7", "70", "37", "-1", "", "", "")]
    public async Task A_grid_that_does_not_fit_says_beside_the_field_what_to_change(string field, string says, string columns, string rows, string width, string height, string left, string top, string pitchX, string pitchY)
    {
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, "fabrique-des-tilleuls");

        var page = await storekeeper.SendAsync(
            await storekeeper.OpenAsync("/labels"), null, [.. Asked("2", LabelsPage.OwnGrid), .. Grid(columns, rows, width, height, left, top, pitchX, pitchY)]);

        Assert.Contains(says, page.ErrorOf(field), StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelector($"label[for={field}]")!.FirstChild!.TextContent.Trim(), page.ErrorOf(field), StringComparison.Ordinal);
        Assert.Equal(columns, page.Document.QuerySelector("input[name=columns]")!.GetAttribute("value"));
        Assert.Contains("Aucune étiquette", page.Text, StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] Grid(string columns, string rows, string width, string height, string left, string top, string pitchX, string pitchY) =>
        [("columns", columns), ("rows", rows), ("labelWidth", width), ("labelHeight", height), ("left", left), ("top", top), ("pitchX", pitchX), ("pitchY", pitchY)];

    [Theory]
    [InlineData("zpl-203", PrintHead.Dpi203)]
    [InlineData("zpl-300", PrintHead.Dpi300)]
    public async Task A_thermal_printer_gets_its_own_commands(string paper, PrintHead head)
    {
        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workshop);
        var made = await supervisor.SendAsync(await supervisor.OpenAsync("/labels"), null, Asked("2", paper, "1"));
        var page = await supervisor.OpenAsync(made.Location!);

        var file = await supervisor.OpenAsync(PrintAddress(page));

        Assert.Equal("attachment", file.Response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.EndsWith(".zpl", file.Response.Content.Headers.ContentDisposition.FileNameStar, StringComparison.Ordinal);
        var text = Encoding.UTF8.GetString(await file.Response.Content.ReadAsByteArrayAsync());
        var codes = page.Document.QuerySelectorAll("details p")[^1].TextContent.Split(", ").Select(code => LabelCode.Parse(code.Trim().Replace(" ", string.Empty, StringComparison.Ordinal))).ToArray();
        Assert.Equal(2, codes.Length);
        Assert.All(codes, code => Assert.Contains(
            ThermalLabel.Of(LabelAddress.Of(new(server.Address.GetLeftPart(UriPartial.Authority)), LabelKind.Machine, code), code, new("Ordi 2.0"), head)[..400], text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_to_try_a_printer_opens_for_each_sheet_and_says_so_where_there_is_none()
    {
        using var supervisor = await server.BrowserAsync(Role.Supervisor, Workshop);

        Assert.Contains("Réglage pour L7651", await Tool.TextAsync(await FileAsync(supervisor, "/labels?handler=Calibration&sheet=L7651"), "-raw"), StringComparison.Ordinal);
        var none = await supervisor.OpenAsync("/labels?handler=Calibration&sheet=zpl-203");
        Assert.Contains("Choisissez une planche", none.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_of_another_workshop_are_no_page_here()
    {
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, Workshop);
        var made = await storekeeper.SendAsync(await storekeeper.OpenAsync("/labels"), null, Asked("1"));
        using var another = await server.BrowserAsync(Role.Storekeeper, "fabrique-des-tilleuls");

        Assert.Equal(404, (await another.OpenAsync(made.Location!)).Status);
        Assert.Equal(404, (await another.OpenAsync($"{made.Location}?handler=Print")).Status);
    }

    [Fact]
    public async Task The_label_of_a_machine_is_printed_again_with_the_code_that_it_has_now_and_not_while_it_is_held_for_unreadable()
    {
        var (old, latest) = (DemoServer.NewLabel(), DemoServer.NewLabel());
        var supervisor = server.Token(Role.Supervisor, Workshop);
        await server.Client.ScanAsync(server.Token(Role.Storekeeper, Workshop), new OneScan(old, "receive-device", new { type = "LAPTOP", serial = $"SN{old}" }));
        using var browser = await server.BrowserAsync(Role.Storekeeper, Workshop);
        Assert.NotNull((await browser.OpenAsync($"/machines/{old}")).Document.QuerySelector($"a[href='/machines/{old}/label']"));
        Assert.Equal([old], await PrintedAsync());

        await server.Client.ScanAsync(supervisor, new OneScan(old, "place-hold", new { hold = "UNREADABLE_LABEL", reason = "griffée" }));
        var held = await browser.OpenAsync($"/machines/{old}/label");
        Assert.Contains("Cette étiquette est illisible", held.Text, StringComparison.Ordinal);
        Assert.Empty(held.Document.QuerySelectorAll("main form[method=post]"));

        await server.Client.ScanAsync(supervisor, new OneScan(old, "relabel", new { newLabel = latest, proof = "serial" }));
        Assert.Equal([latest], await PrintedAsync());
        using var another = await server.BrowserAsync(Role.Supervisor, "fabrique-des-tilleuls");
        Assert.Equal(404, (await another.OpenAsync($"/machines/{old}/label")).Status);

        async Task<string[]> PrintedAsync()
        {
            var page = await browser.OpenAsync($"/machines/{old}/label");
            Assert.Contains($"SN{old}", page.Text, StringComparison.Ordinal);
            var printed = await browser.SendFormAsync(page, page.Document.QuerySelector<IHtmlFormElement>("main form[method=post]")!, ("sheet", "Brother-62"), ("start", "1"));
            var paper = await Tool.PrintAsync(await printed.Response.Content.ReadAsByteArrayAsync(), 300);
            return [.. (await Readers.ZXingAsync(paper.Select(one => one.ToFile()))).Where(text => LabelCode.TryParse(text, out _)).Distinct(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public async Task Mode_cards_of_chosen_stations_are_printed_and_read_and_choosing_none_is_said()
    {
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, Workshop);

        var cards = await FileAsync(storekeeper, "/cards?handler=Modes&place=Triage&place=Stock");
        var read = await Readers.ZbarAsync((await Tool.PrintAsync(cards, 203)).Select(page => page.ToFile()));
        Assert.Equal(
            ["O2-INVENTORY", "O2-TRIAGE-ASK", "O2-TRIAGE-PARTS", "O2-TRIAGE-RECYCLE", "O2-TRIAGE-REUSE"],
            read.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(10, read.Length);

        Assert.NotNull((await storekeeper.OpenAsync("/cards?handler=Modes&place=Nowhere")).ErrorOf("place"));
        Assert.Contains("Régler un lecteur", await Tool.TextAsync(await FileAsync(storekeeper, "/cards?handler=Setup")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_of_a_gift_is_printed_at_its_reception_and_read_by_every_scanner()
    {
        var donation = await new Workday(server).ReceivedDonationAsync("don-banque-ombrienne", 3);
        using var storekeeper = await server.BrowserAsync(Role.Storekeeper, Workshop);
        var link = (await storekeeper.OpenAsync($"/receptions/{donation}")).Document.QuerySelector("a[href$='handler=Card']")!.GetAttribute("href")!;

        var read = await Readers.ZbarAsync((await Tool.PrintAsync(await FileAsync(storekeeper, link), 300)).Select(page => page.ToFile()));

        // As bars and as a QR code.
        Assert.Equal([StationCard.OfGift(donation)!, StationCard.OfGift(donation)!], read);
        using var stranger = await server.BrowserAsync(Role.Storekeeper, "etabli-du-coteau");
        Assert.Equal(404, (await stranger.OpenAsync(link)).Status);
    }

    [Fact]
    public void A_gift_whose_number_a_card_cannot_say_has_none()
    {
        Assert.Equal("O2-D-4DM8XRD3", StationCard.OfGift("4dm8xrd3"));
        Assert.Null(StationCard.OfGift("don_2"));
        Assert.Null(StationCard.OfGift(new string('x', 64)));
    }

    private static (string Name, string Value)[] Asked(string howMany, string sheet = "L7160", string start = "1", string copies = "1") =>
        [("howMany", howMany), ("copies", copies), ("sheet", sheet), ("start", start), ("kind", "Machine")];

    private static string PrintAddress(OpenedPage page) => page.Document.QuerySelector("a.button[href*='handler=Print']")!.GetAttribute("href")!;

    private static byte[] Cut(Dots page, int place, int dots, LabelSheet? own = null)
    {
        var sheet = own ?? LabelSheet.Find("L7160")!;
        var (left, top) = sheet.PlaceOf(place);
        return page.Cut(InDots(left), InDots(top), InDots(sheet.LabelWidth), InDots(sheet.LabelHeight)).ToFile();

        int InDots(double millimetres) => (int)Math.Round(millimetres * dots / 25.4);
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ').Replace('’', '\'');

    private static async Task<byte[]> FileAsync(Browser browser, string address)
    {
        var page = await browser.OpenAsync(address);
        Assert.Equal((200, "application/pdf"), (page.Status, page.Response.Content.Headers.ContentType?.MediaType));
        return await page.Response.Content.ReadAsByteArrayAsync();
    }
}
