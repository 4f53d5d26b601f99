using System.Text.RegularExpressions;

namespace Ordi2.Web.Tests.Support;

/// <summary>A form of a page, filled in and sent as a browser does.</summary>
internal sealed class Form : IDisposable
{
    private readonly HttpClient _client;
    private readonly string _path;
    private readonly string _token;
    private readonly List<string> _cookies;

    private Form(HttpClient client, string path, string token, List<string> cookies) => (_client, _path, _token, _cookies) = (client, path, token, cookies);

    public static async Task<Form> OpenAsync(Uri server, string path)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);

        var token = Regex.Match(text, "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return new(client, path, token.Groups["token"].Value, [.. response.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])]);
    }

    public Task<HttpResponseMessage> PostAsync(params (string Name, string Value)[] fields) => SendAsync([.. fields, ("__RequestVerificationToken", _token)]);

    /// <summary>As another site would send it.</summary>
    public Task<HttpResponseMessage> PostForgedAsync(params (string Name, string Value)[] fields) => SendAsync(fields);

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(IEnumerable<(string Name, string Value)> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Cookie", string.Join("; ", _cookies));
        return await _client.SendAsync(request);
    }
}
