using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Ordi2.Domain.Access;

/// <summary>The six digits of an authenticator app (RFC 6238: SHA-1, 30 seconds).</summary>
public static class TimeCode
{
    public const int Digits = 6;
    public const int KeyBytes = 20;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Modulus = 1_000_000;

    private static readonly long Step = TimeSpan.TicksPerSecond * 30;

    /// <summary>The number of the half minute that a moment is in.</summary>
    public static long StepAt(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / Step;

    /// <summary>The digits of a half minute.</summary>
    public static string At(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // SHA-1 is what every authenticator app computes; its weakness (collisions) plays no part in an HMAC.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0x0f)..]) & 0x7fff_ffff;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Which half minute a code is of, when it is right now or was half a minute ago, or is so in half a minute.</summary>
    /// <param name="key">The secret that the app was shown.</param>
    /// <param name="code">What was typed; spaces between the digits are allowed.</param>
    /// <param name="now">The moment.</param>
    /// <param name="last">The half minute of the last code that was taken: a code that was looked at over a shoulder does not work again.</param>
    /// <returns>The half minute, or <see langword="null"/> for a wrong code.</returns>
    public static long? Match(ReadOnlySpan<byte> key, string code, DateTimeOffset now, long last)
    {
        var typed = string.Concat(code.Where(character => !char.IsWhiteSpace(character)));

        if (typed.Length != Digits)
        {
            return null;
        }

        var middle = StepAt(now);

        for (var step = middle - 1; step <= middle + 1; step++)
        {
            if (step > last && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(typed), System.Text.Encoding.UTF8.GetBytes(At(key, step))))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>A secret as people type it and as apps read it: base 32 without padding.</summary>
    public static string Write(ReadOnlySpan<byte> key)
    {
        var text = new System.Text.StringBuilder();
        var (buffer, bits) = (0, 0);

        foreach (var one in key)
        {
            buffer = (buffer << 8) | one;
            bits += 8;

            while (bits >= 5)
            {
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
                bits -= 5;
            }
        }

        return bits > 0 ? text.Append(Base32[(buffer << (5 - bits)) & 31]).ToString() : text.ToString();
    }

    /// <summary>The address that an authenticator app reads from a QR code.</summary>
    public static string Address(string issuer, string account, ReadOnlySpan<byte> key) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Write(key)}&issuer={Uri.EscapeDataString(issuer)}";
}
