using System.Security.Cryptography;
using System.Text;
using Ordi2.Contracts;

namespace Ordi2.Domain.Aggregates;

/// <summary>A short code with which one side signs on the device of the other: six digits that live for a quarter of an hour.</summary>
public static class SigningCode
{
    /// <summary>How often a code may be tried.</summary>
    public const int MostAttempts = 5;

    private const int DigestLength = 64;

    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan Lives = TimeSpan.FromMinutes(15);

    /// <summary>What is kept of a code. It keeps a code from who glances at the ledger; who has the ledger can find six digits.</summary>
    public static string Digest(string id, string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}/{code}")));

    /// <summary>Why this is no digest, or nothing.</summary>
    internal static Refusal? WrongForm(string? digest) =>
        digest?.Length == DigestLength && digest.All(char.IsAsciiHexDigitLower) ? null : Refusal.Invalid("code-wrong-form");
}
