using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Aggregates;

/// <summary>Identifiers of aggregates: given by the sender, or made from the id of the command that creates.</summary>
internal static class AggregateIds
{
    private const int Longest = 64;
    private const string Letters = "0123456789abcdefghjkmnpqrstvwxyz";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.");

    public static bool IsOne(string text) => text.Length is > 0 and <= Longest && !text.AsSpan().ContainsAnyExcept(Allowed) && char.IsAsciiLetterOrDigit(text[0]);

    /// <summary>The <c>id</c> of a body; made from the command's id where none is given, so that a command sent twice creates once.</summary>
    public static string? Of(JsonElement body, string kind, bool isLabelled, Guid commandId, out FieldError? error)
    {
        error = null;

        if (!body.TryGetProperty("id", out var given))
        {
            error = isLabelled ? FieldError.Of("id", "field-missing") : null;
            return isLabelled ? null : Make(kind, commandId);
        }

        if (given.ValueKind is not JsonValueKind.String || given.GetString() is not { } text)
        {
            error = FieldError.Of("id", "field-not-text");
            return null;
        }

        if (isLabelled)
        {
            var label = LabelReader.Read(text) as OurLabel;
            error = label is null ? FieldError.Of("id", "field-wrong") : null;
            return label?.Code.Text;
        }

        error = IsOne(text) ? null : FieldError.Of("id", "field-wrong");
        return error is null ? text : null;
    }

    /// <summary>An identifier that follows from the id of the command that creates: sent twice, it creates once.</summary>
    public static string Make(string kind, Guid commandId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}/{commandId:N}"));
        return string.Create(16, hash, static (text, hash) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Letters[hash[i] & 31];
            }
        });
    }
}
