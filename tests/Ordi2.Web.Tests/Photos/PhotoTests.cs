using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Domain.Photos;
using Ordi2.Domain.Tests.Photos;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Photos;

[Collection(DemoServerTests.Name)]
public class PhotoTests(DemoServer server)
{
    private const int FiftyMegabytes = 50 * 1024 * 1024;

    private static int _made = 8;

    public static TheoryData<string> Hostile => [.. PhotoFiles.Hostile().Select(one => one.What)];

    private string Supervisor => server.Token(Role.Supervisor);

    [Fact]
    public async Task A_photo_is_kept_without_what_the_camera_wrote_and_sent_twice_it_is_one()
    {
        var label = await server.ReceivedAsync();
        var file = NewPhoto(orientation: 6);

        var (first, body) = await PostAsync(label, file);
        var (second, again) = await PostAsync(label, file);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(body.GetRawText(), again.GetRawText());
        Assert.Equal(("image/jpeg", 16, 24), (body.GetProperty("mediaType").GetString(), body.GetProperty("width").GetInt32(), body.GetProperty("height").GetInt32()));
        var (answer, content) = await GetAsync(body.GetProperty("address").GetString()!, Supervisor);
        Assert.Equal(body.GetProperty("id").GetString(), Convert.ToHexStringLower(SHA256.HashData(content)));
        Assert.Equal(body.GetProperty("bytes").GetInt32(), content.Length);
        Assert.DoesNotContain("Jeanne", Encoding.Latin1.GetString(content), StringComparison.Ordinal);
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("default-src 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Single((await server.Client.GetAsync($"/api/machines/{label}/photos", Supervisor)).Body.GetProperty("items").EnumerateArray());
    }

    /// <summary>A telephone three hours ahead took it two hours before the network was back.</summary>
    [Theory]
    [InlineData(1, 3, -2)]
    [InlineData(-2, 0, -2)]
    [InlineData(-24 * 30, 0, 0)]
    [InlineData(24, 0, 0)]
    [InlineData(null, 3, 0)]
    public async Task A_photo_says_when_it_was_taken_by_the_clock_of_the_server(int? hours, int ahead, int taken)
    {
        var label = await server.ReceivedAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Supervisor);
        var now = DateTimeOffset.UtcNow;
        client.DefaultRequestHeaders.Add("Ordi2-Sent-At", Written(now.AddHours(ahead)));
        using var body = new ByteArrayContent(SentPhotos.New());

        var answer = await client.PostAsync(
            new Uri($"/api/machines/{label}/photos?takenAt={(hours is { } said ? Uri.EscapeDataString(Written(now.AddHours(said))) : "hier")}", UriKind.Relative), body);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Created, text);
        Assert.InRange(JsonDocument.Parse(text).RootElement.GetProperty("at").GetDateTimeOffset(), now.AddHours(taken).AddMinutes(-1), now.AddHours(taken).AddMinutes(1));

        static string Written(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_is_no_photo_is_refused_with_a_sentence_and_nothing_is_kept(string what)
    {
        var (_, file, code) = PhotoFiles.Hostile().Single(one => one.What == what);
        var label = await server.ReceivedAsync();

        var (answer, body) = await PostAsync(label, file, "image/jpeg");

        Assert.Equal(code == "photo-too-large" ? 413 : 422, (int)answer.StatusCode);
        Assert.Equal(code, body.GetProperty("code").GetString());
        Assert.NotEmpty(body.GetProperty("next").GetString()!);
        Assert.Empty((await server.Client.GetAsync($"/api/machines/{label}/photos", Supervisor)).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Fifty_megabytes_are_refused_whether_or_not_the_sender_says_how_many_they_are()
    {
        var label = await server.ReceivedAsync();

        foreach (var says in new[] { true, false })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/machines/{label}/photos") { Content = new EndlessContent(FiftyMegabytes, says) };
            request.Headers.ExpectContinue = true;
            var (answer, body) = await SendAsync(request, Supervisor);
            Assert.Equal((413, "photo-too-large"), ((int)answer.StatusCode, body.GetProperty("code").GetString()));
        }

        Assert.Empty((await server.Client.GetAsync($"/api/machines/{label}/photos", Supervisor)).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Only_who_sees_all_of_a_machine_gives_and_sees_its_photos()
    {
        var label = await server.ReceivedAsync();
        var (_, body) = await PostAsync(label, NewPhoto());
        var id = body.GetProperty("id").GetString()!;
        var other = await server.ReceivedAsync();

        foreach (var (role, organisation) in new[] { (Role.Operator, "etabli-du-coteau"), (Role.Recycler, "recyclage-du-val") })
        {
            var token = server.Token(role, organisation);
            Assert.Equal(404, (await server.Client.GetAsync($"/api/machines/{label}/photos", token)).Status);
            Assert.Equal(404, (int)(await GetAsync($"/api/machines/{label}/photos/{id}", token)).Answer.StatusCode);
            Assert.Equal(404, (int)(await PostAsync(label, NewPhoto(), token: token)).Answer.StatusCode);
        }

        // Nor by the address of a machine that it does not show, nor without a name.
        Assert.Equal(404, (int)(await GetAsync($"/api/machines/{other}/photos/{id}", Supervisor)).Answer.StatusCode);
        Assert.Equal(401, (int)(await GetAsync($"/api/machines/{label}/photos/{id}", null)).Answer.StatusCode);
        using var nobody = new Browser(server.Address);
        Assert.StartsWith("/sign-in", (await nobody.OpenAsync($"/machines/{label}/photos/{id}", ("Accept", "text/html"))).Location, StringComparison.Ordinal);
        using var stranger = await server.BrowserAsync(Role.Operator, "etabli-du-coteau");
        Assert.Equal(404, (await stranger.OpenAsync($"/machines/{label}/photos/{id}")).Status);
        Assert.DoesNotContain(id, (await nobody.OpenAsync($"/m/{label}")).Document.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(id, (await server.Client.GetAsync($"/api/public-machines/{label}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_is_refused_at_the_door_keeps_the_photo_that_its_event_names()
    {
        var label = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Storekeeper);
        var form = await browser.OpenAsync($"/machines/{label}/refuse-device");

        var none = await browser.SendAsync(form, null, ("reason", "crt"));
        Assert.Contains("La photo manque", none.ErrorOf(PhotoDesk.FileField), StringComparison.Ordinal);
        var renamed = await browser.SendFileAsync(form, null, File(PhotoFiles.Svg), ("reason", "crt"));
        Assert.Contains("ni une photo JPEG ni une image PNG", renamed.ErrorOf(PhotoDesk.FileField), StringComparison.Ordinal);
        Assert.NotNull(renamed.Document.QuerySelector("input[name=reason][value=crt][checked]"));

        // The photo was good and the rest was not: it stays with the form, and nobody takes it again.
        var kept = await browser.SendFileAsync(form, null, File(NewPhoto()));
        Assert.Equal((200, true, true), (kept.Status, kept.ErrorOf("reason") is not null, kept.ErrorOf(PhotoDesk.FileField) is null));
        var done = await browser.SendAsync(kept, null, ("reason", "crt"));
        Assert.Equal(302, done.Status);

        var page = await browser.OpenAsync($"/machines/{label}");
        var picture = page.Document.QuerySelector("[aria-labelledby=photos] img")!;
        var id = picture.GetAttribute("src")!.Split('/')[^1];
        Assert.Equal("lazy", picture.GetAttribute("loading"));
        Assert.Contains($"photo {id[..12]}", page.Of(".story")!, StringComparison.Ordinal);
        Assert.Equal(200, (await browser.OpenAsync(picture.GetAttribute("src")!)).Status);
        var events = (await server.Client.GetAsync($"/api/machines/{label}/history", Supervisor)).Body.GetProperty("events").EnumerateArray();
        Assert.Equal(id, events.Single(one => one.GetProperty("type").GetString() == "machine.refused.v1").GetProperty("data").GetProperty("photo").GetString());
    }

    [Fact]
    public async Task A_photo_that_is_no_photo_of_this_machine_is_none()
    {
        var label = await server.ReceivedAsync();
        var (_, ofAnother) = await PostAsync(await server.ReceivedAsync(), NewPhoto());
        using var browser = await server.BrowserAsync(Role.Storekeeper);
        var form = await browser.OpenAsync($"/machines/{label}/refuse-device");

        foreach (var photo in new[] { "../../etc/passwd", "<script>", ofAnother.GetProperty("id").GetString()! })
        {
            var refused = await browser.SendAsync(form, null, ("reason", "crt"), (PhotoDesk.KeptField, photo));
            Assert.Equal((200, true), (refused.Status, refused.ErrorOf(PhotoDesk.FileField) is not null));
        }
    }

    [Fact]
    public async Task Fifty_megabytes_in_a_form_change_nothing_and_are_answered()
    {
        var label = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Storekeeper);
        var form = await browser.OpenAsync($"/machines/{label}/refuse-device");

        var large = await browser.SendFileAsync(form, null, File([.. PhotoFiles.Plain, .. new byte[9 * 1024 * 1024]]), ("reason", "crt"));
        Assert.Contains("dépasse 8", large.ErrorOf(PhotoDesk.FileField), StringComparison.Ordinal);
        var huge = await browser.SendFileAsync(form, null, File(new byte[FiftyMegabytes]), ("reason", "crt"));

        Assert.Equal((413, "Le fichier est trop gros"), (huge.Status, huge.Document.QuerySelector("h1")?.TextContent));
        Assert.Equal("RECEIVED", (await server.Client.GetAsync($"/api/machines/{label}", Supervisor)).Body.GetProperty("status").GetString());
        Assert.Empty((await server.Client.GetAsync($"/api/machines/{label}/photos", Supervisor)).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Whoever_finds_a_machine_may_send_a_photo_that_only_the_chain_sees_and_not_many()
    {
        var label = await server.ReceivedAsync();
        using var browser = new Browser(server.Address);
        var action = $"/m/{label}?handler=Found";
        var form = await browser.OpenAsync($"/m/{label}");

        var wrong = await browser.SendFileAsync(form, action, File(PhotoFiles.Svg), ("how", "left"), ("where", "Gare de Valombre"));
        Assert.NotNull(wrong.ErrorOf(PhotoDesk.FileField));
        Assert.Empty(await IncidentsAsync(label));
        var photo = File(NewPhoto());
        Assert.Equal(302, (await browser.SendFileAsync(form, action, photo, ("how", "left"), ("where", "Gare de Valombre"))).Status);
        Assert.Equal(302, (await browser.SendFileAsync(form, action, photo, ("how", "left"), ("where", "Gare de Valombre"))).Status);

        var incident = Assert.Single(await IncidentsAsync(label));
        var id = incident.GetProperty("notes")[0].GetProperty("photo").GetString()!;
        Assert.DoesNotContain(id, (await browser.OpenAsync($"/m/{label}")).Document.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal(200, (int)(await GetAsync($"/api/machines/{label}/photos/{id}", Supervisor)).Answer.StatusCode);
        using var supervisor = await server.BrowserAsync(Role.Supervisor);
        Assert.Contains("quelqu'un qui a trouvé la machine", (await supervisor.OpenAsync($"/machines/{label}")).Of("[aria-labelledby=photos]")!.Replace('’', '\''), StringComparison.Ordinal);

        for (var more = 1; more < PhotoLimits.MostOfThePublic; more++)
        {
            Assert.Equal(302, (await browser.SendFileAsync(form, action, File(NewPhoto()), ("how", "left"), ("where", $"Quai {more}"))).Status);
        }

        var tooMany = await browser.SendFileAsync(form, action, File(NewPhoto()), ("how", "left"), ("where", "Quai 9"));
        Assert.Contains("déjà reçu 5 photos en 30 jours", tooMany.ErrorOf(PhotoDesk.FileField), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_at_the_door_of_an_EPN_and_a_problem_of_a_partner_are_told_with_a_photo()
    {
        var day = new Workday(server);
        var machines = await day.ReadyAsync(1);
        var delivery = await day.SentAsync(await day.DossierAsync(1), machines);
        var address = $"/deliveries/{delivery}?handler=Damage";
        using var animator = await server.BrowserAsync(Role.Animator, day.Epn);
        var page = await animator.OpenAsync($"/deliveries/{delivery}");
        var wrong = await animator.SendFileAsync(page, address, File(PhotoFiles.Svg), ("machine", machines[0]), ("damage", "écran fendu"));
        Assert.NotNull(wrong.ErrorOf(PhotoDesk.FileField));
        Assert.Equal(302, (await animator.SendFileAsync(page, address, File(NewPhoto()), ("machine", machines[0]), ("damage", "écran fendu"))).Status);
        var damaged = (await day.GetAsync(Supervisor, $"/api/deliveries/{delivery}")).GetProperty("difference").GetProperty("damaged")[0];
        Assert.Equal(200, (int)(await GetAsync($"/api/machines/{machines[0]}/photos/{damaged.GetProperty("photo").GetString()}", Supervisor)).Answer.StatusCode);

        var (dossier, lent) = await day.ArrivedAsync(1);
        await day.PlaceAsync(await day.LoanAsync(dossier), lent);
        using var partner = await server.BrowserAsync(Role.Partner, day.Partner);
        var ours = await partner.OpenAsync($"/ours/{lent[0]}");
        var told = await partner.SendFileAsync(ours, $"/ours/{lent[0]}?handler=Problem", File(NewPhoto()), ("problem", "SUPPORT"), ("what", "charnière cassée"));
        Assert.Equal(302, told.Status);
        var id = Assert.Single(await IncidentsAsync(lent[0])).GetProperty("notes")[0].GetProperty("photo").GetString()!;
        Assert.Equal(200, (int)(await GetAsync($"/api/machines/{lent[0]}/photos/{id}", server.Token(Role.Coordinator))).Answer.StatusCode);
    }

    private static SentFile File(byte[] content) => new(PhotoDesk.FileField, "écran.jpg", content);

    /// <summary>One that no test sent before.</summary>
    private static byte[] NewPhoto(int orientation = 1) => PhotoFiles.FromACamera(orientation, (byte)Interlocked.Increment(ref _made));

    private async Task<JsonElement[]> IncidentsAsync(string label) =>
        [.. (await server.Client.GetAsync($"/api/incidents?about=machine/{label}", server.Token(Role.Coordinator))).Body.GetProperty("items").EnumerateArray()];

    private Task<(HttpResponseMessage Answer, JsonElement Body)> PostAsync(string label, byte[] file, string mediaType = "image/jpeg", string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/machines/{label}/photos") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new(mediaType);
        return SendAsync(request, token ?? Supervisor);
    }

    private async Task<(HttpResponseMessage Answer, JsonElement Body)> SendAsync(HttpRequestMessage request, string token)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await client.SendAsync(request);
        return (answer, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<(HttpResponseMessage Answer, byte[] Content)> GetAsync(string path, string? token)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Bytes that are sent as they are made, with their number or without.</summary>
    private sealed class EndlessContent(long length, bool says) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(PhotoFiles.Plain);
            var zeros = new byte[64 * 1024];

            for (var left = length - PhotoFiles.Plain.Length; left > 0; left -= zeros.Length)
            {
                await stream.WriteAsync(zeros.AsMemory(0, (int)Math.Min(left, zeros.Length)));
            }
        }

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return says;
        }
    }
}
