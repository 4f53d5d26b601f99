using System.Collections.Immutable;
using System.Globalization;

namespace Ordi2.Contracts;

/// <summary>What the caller can do about a refusal.</summary>
[Alias("ordi2.refusal-kind")]
public enum RefusalKind
{
    /// <summary>What was asked makes no sense as it stands: change it. HTTP 422.</summary>
    Invalid,

    /// <summary>What was named does not exist: check the name. HTTP 404.</summary>
    NotFound,

    /// <summary>It is not possible in the state of things: look at the state first. HTTP 409.</summary>
    Conflict,

    /// <summary>This person, role or organisation may not: ask somebody who may. HTTP 403.</summary>
    Forbidden,
}

/// <summary>Why a command was not carried out, in words an operator can act on.</summary>
/// <remarks>
/// A refusal is an expected answer. What nobody expects is an exception. The sentences belong to the code and stand in
/// <c>Texts/refusals.json</c>, in French and in English; see <see cref="Texts.RefusalTexts"/>.
/// </remarks>
/// <param name="Kind">What the caller can do about it.</param>
/// <param name="Code">A stable name for programs, for example <c>wrong-status</c>.</param>
/// <param name="Arguments">What the sentence names, in the order of its placeholders.</param>
[GenerateSerializer, Immutable, Alias("ordi2.refusal")]
public sealed record Refusal(
    [property: Id(0)] RefusalKind Kind,
    [property: Id(1)] string Code,
    [property: Id(2)] ImmutableArray<string> Arguments)
{
    private const string MomentForm = "yyyy-MM-dd'T'HH:mm'Z'";

    /// <summary>Makes a refusal of the kind <see cref="RefusalKind.Invalid"/>.</summary>
    /// <param name="code">The stable name.</param>
    /// <param name="arguments">What the sentence names.</param>
    /// <returns>The refusal.</returns>
    public static Refusal Invalid(string code, params ReadOnlySpan<string> arguments) => new(RefusalKind.Invalid, code, [.. arguments]);

    /// <summary>Makes a refusal of the kind <see cref="RefusalKind.NotFound"/>.</summary>
    /// <param name="code">The stable name.</param>
    /// <param name="arguments">What the sentence names.</param>
    /// <returns>The refusal.</returns>
    public static Refusal NotFound(string code, params ReadOnlySpan<string> arguments) => new(RefusalKind.NotFound, code, [.. arguments]);

    /// <summary>Makes a refusal of the kind <see cref="RefusalKind.Conflict"/>.</summary>
    /// <param name="code">The stable name.</param>
    /// <param name="arguments">What the sentence names.</param>
    /// <returns>The refusal.</returns>
    public static Refusal Conflict(string code, params ReadOnlySpan<string> arguments) => new(RefusalKind.Conflict, code, [.. arguments]);

    /// <summary>Makes a refusal of the kind <see cref="RefusalKind.Forbidden"/>.</summary>
    /// <param name="code">The stable name.</param>
    /// <param name="arguments">What the sentence names.</param>
    /// <returns>The refusal.</returns>
    public static Refusal Forbidden(string code, params ReadOnlySpan<string> arguments) => new(RefusalKind.Forbidden, code, [.. arguments]);

    /// <summary>A moment as an argument: for programs, in UTC, to the minute. The sentence says it by the clock on the wall.</summary>
    /// <param name="moment">The moment.</param>
    /// <returns>For example <c>2026-11-22T10:05Z</c>.</returns>
    public static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString(MomentForm, CultureInfo.InvariantCulture);

    /// <summary>The moment that an argument names; nothing for any other argument.</summary>
    internal static DateTimeOffset? MomentOf(string argument) =>
        DateTimeOffset.TryParseExact(argument, MomentForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
