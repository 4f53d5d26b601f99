using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Domain.Tests.Photos;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Photos;

/// <summary>Photos that no test sent before, and what the API says of them.</summary>
internal static class SentPhotos
{
    private const int Side = 8;

    /// <summary>A picture of its own.</summary>
    public static byte[] New()
    {
        var rows = PhotoFiles.Rows(Side, Side);

        for (var row = 0; row < Side; row++)
        {
            RandomNumberGenerator.Fill(rows.AsSpan((row * (Side + 1)) + 1, Side));
        }

        return PhotoFiles.PngOf(Side, Side, rows);
    }

    public static SentFile File() => File(New());

    public static SentFile File(byte[] content) => new(PhotoDesk.FileField, "photo.png", content);

    /// <summary>Sends one by the API.</summary>
    public static async Task<Reply> SendPhotoAsync(this DemoServer server, string label, string token, byte[]? content = null)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var body = new ByteArrayContent(content ?? New());
        body.Headers.ContentType = new("image/png");
        var answer = await client.PostAsync(new Uri($"/api/machines/{label}/photos", UriKind.Relative), body);
        return new(answer, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A photo that a machine has now.</summary>
    public static async Task<string> PhotoOfAsync(this DemoServer server, string label, string token, byte[]? content = null)
    {
        var sent = await server.SendPhotoAsync(label, token, content);
        Assert.True(sent.Status == 201, sent.Text);
        return sent.Body.GetProperty("id").GetString()!;
    }

    /// <summary>The ids of the photos that a machine has.</summary>
    public static async Task<string[]> PhotosOfAsync(this DemoServer server, string label) =>
        [.. (await ListAsync(server, label)).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];

    public static async Task<JsonElement[]> WithdrawnOfAsync(this DemoServer server, string label) =>
        [.. (await ListAsync(server, label)).GetProperty("withdrawn").EnumerateArray()];

    public static Task<Reply> WithdrawAsync(this DemoServer server, string label, string id, string token, string reason) =>
        server.Client.PostAsync($"/api/machines/{label}/photos/{id}/withdraw", token, new { reason });

    private static async Task<JsonElement> ListAsync(DemoServer server, string label) =>
        (await server.Client.GetAsync($"/api/machines/{label}/photos", server.Token(Role.Supervisor))).Body;
}
