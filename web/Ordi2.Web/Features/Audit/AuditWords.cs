using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ordi2.Contracts.Texts;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Texts;

namespace Ordi2.Web.Features.Audit;

/// <summary>An entry of the audit log as people read it.</summary>
/// <param name="At">When.</param>
/// <param name="What">What was done or refused.</param>
/// <param name="Why">Why it was refused; empty where it was not.</param>
/// <param name="Who">Role and organisation; nobody where nobody is known.</param>
/// <param name="Person">The opaque number of the person.</param>
/// <param name="About">What it was about.</param>
/// <param name="Times">How often within a moment.</param>
internal sealed record AuditLine(DateTimeOffset At, string What, string Why, string Who, string Person, string About, int Times);

/// <summary>The codes of the audit log in words.</summary>
internal static partial class AuditWords
{
    private const string Key = "audit-did-";

    /// <summary>What the log notes by name; a command of an administration is noted as <c>organisation.suspend</c> beside these.</summary>
    public static readonly ImmutableArray<string> Known = [.. PageTexts.Keys.Where(key => key.StartsWith(Key, StringComparison.Ordinal)).Select(key => key[Key.Length..]).Order(StringComparer.Ordinal)];

    public static AuditLine LineOf(WebPage page, AuditEntry entry, string? organisation) => new(
        entry.At,
        WhatOf(page, entry.What),
        WhyOf(page, entry.Code),
        string.Join(", ", new[] { entry.Role is { } role ? page.Word(role) : null, organisation }.OfType<string>().DefaultIfEmpty(page.Say("audit-nobody"))),
        entry.Actor ?? string.Empty,
        AboutOf(page, entry.About),
        entry.Times);

    public static string WhatOf(WebPage page, string what) => what.Split('.', 2) switch
    {
        [var known] when PageTexts.Has($"audit-did-{known}") => page.Say($"audit-did-{known}"),
        [var kind, var step] when PageTexts.Has($"kind-{kind}") => WebPage.Capital($"{page.Say($"kind-{kind}")} : {page.Word(step)}"),
        _ => page.Word(what),
    };

    /// <summary>The sentence of a refusal; what it was filled in with then was not kept.</summary>
    private static string WhyOf(WebPage page, string? code) =>
        code is null ? string.Empty
        : RefusalTexts.Codes.Contains(code, StringComparer.Ordinal) ? Gap().Replace(RefusalTexts.Template(code, page.ReadersLanguage).Message, "…")
        : page.Word(code);

    private static string AboutOf(WebPage page, string? about)
    {
        if (about is null)
        {
            return string.Empty;
        }

        var parts = about.Split(' ', 2);
        var rest = parts.Length > 1 ? parts[1] : null;

        return parts[0].Split('/', 2) switch
        {
            ["machine", var label] => rest is null ? Called.Machine(label) : $"{Called.Machine(label)}, {page.Word(rest)}",
            [var kind, var id] when PageTexts.Has($"kind-{kind}") => $"{page.Say($"kind-{kind}")} {id}{(rest is null ? string.Empty : $", {page.Word(rest)}")}",
            [var kind, var id] when PageTexts.Has($"audit-about-{kind}") => $"{page.Say($"audit-about-{kind}")} {id}",
            [var method] when rest is not null && method.All(char.IsAsciiLetterUpper) => page.Say("audit-about-request", about),
            _ => about,
        };
    }

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gap();
}
