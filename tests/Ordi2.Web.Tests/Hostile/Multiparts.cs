using System.Text;

namespace Ordi2.Web.Tests.Hostile;

/// <summary>A form as it comes over the line: what it says that it is, and what it is.</summary>
internal sealed record Multipart(string What, string ContentType, byte[] Body);

/// <summary>Forms with a file that no browser sends.</summary>
internal static class Multiparts
{
    private const string Boundary = "----ordi2";
    private const string Type = $"multipart/form-data; boundary={Boundary}";

    /// <summary>All kinds, each with these fields or with those of our forms, where its fields can be read at all.</summary>
    public static IEnumerable<Multipart> Broken(params (string Name, string Value)[] fields)
    {
        var whole = Whole(fields is [] ? [("how", "left"), ("where", "Gare"), ("reason", "crt")] : fields);
        var file = Encoding.Latin1.GetBytes(Part("photo-file\"; filename=\"a.jpg", "not a picture"));

        yield return new("cut off in a part", Type, whole[..^(Boundary.Length + 12)]);
        yield return new("cut off in the headers of a part", Type, [.. Text($"--{Boundary}\r\nContent-Disposition: form-da")]);
        yield return new("cut off before the end", Type, whole[..^4]);
        yield return new("with another boundary", "multipart/form-data; boundary=----other", whole);
        yield return new("without a boundary", "multipart/form-data", whole);
        yield return new("with an empty boundary", "multipart/form-data; boundary=", whole);
        yield return new("with a boundary of a thousand characters", $"multipart/form-data; boundary={new string('b', 1_000)}", whole);
        yield return new("empty", Type, []);
        yield return new("of bytes", Type, [.. Enumerable.Range(0, 4_096).Select(i => (byte)(i * 7))]);
        yield return new("with a header of 100,000 characters", Type, [.. Text($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{new string('n', 100_000)}\"\r\n\r\nx\r\n"), .. whole]);
        yield return new("with 1,000 headers in a part", Type, [.. Text($"--{Boundary}\r\nContent-Disposition: form-data; name=\"x\"\r\n{string.Concat(Enumerable.Range(0, 1_000).Select(i => $"X-{i}: y\r\n"))}\r\nx\r\n"), .. whole]);
        yield return new("with 10,000 parts", Type, [.. Text(string.Concat(Enumerable.Range(0, 10_000).Select(i => Part($"x{i}", "y")))), .. whole]);
        yield return new("with 10,000 files", Type, [.. Enumerable.Repeat(file, 10_000).SelectMany(part => part), .. whole]);
        yield return new("with a part that has no name", Type, [.. Text($"--{Boundary}\r\nContent-Type: text/plain\r\n\r\nx\r\n"), .. whole[..^4]]);
        yield return new("with a line that is no header", Type, [.. Text($"--{Boundary}\r\nnonsense\r\n\r\nx\r\n"), .. whole]);
    }

    /// <summary>A whole form, as a browser sends it.</summary>
    public static byte[] Whole(params (string Name, string Value)[] fields) => Text($"{string.Concat(fields.Select(field => Part(field.Name, field.Value)))}--{Boundary}--\r\n");

    public static HttpRequestMessage Request(string path, Multipart form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(form.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", form.ContentType);
        return request;
    }

    private static string Part(string name, string value) => $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
