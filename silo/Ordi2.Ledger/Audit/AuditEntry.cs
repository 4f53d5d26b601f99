using System.Collections.Immutable;

namespace Ordi2.Ledger.Audit;

/// <summary>Something that was refused or administered. Persons are opaque; no address, no name, no secret.</summary>
/// <param name="At">When.</param>
/// <param name="What"><c>token-made</c>, <c>sign-in-refused</c>, <c>right-refused</c>…</param>
public sealed record AuditEntry(DateTimeOffset At, string What)
{
    /// <summary>Stable code of the refusal.</summary>
    public string? Code { get; init; }

    /// <summary>Who, opaque; nothing where nobody is known.</summary>
    public string? Actor { get; init; }

    public string? Organisation { get; init; }

    public string? Role { get; init; }

    public string? Device { get; init; }

    /// <summary>What it was about: <c>token/0193…</c>, <c>POST /api/donations/{id}/accept</c>, <c>machine/H4T9CXB pack</c>.</summary>
    public string? About { get; init; }

    /// <summary>How often, where the same thing happened again and again within seconds.</summary>
    public int Times { get; init; } = 1;
}

/// <summary>Which entries a page shows, the latest first. What is not given does not filter.</summary>
public sealed record AuditFilter
{
    /// <summary>Only organisations of this pole, and what nobody's organisation is known of.</summary>
    public string? Pole { get; init; }

    /// <summary>The bits of the relation that an organisation has to its pole.</summary>
    public long PoleRelation { get; init; }

    public string? Organisation { get; init; }

    public string? What { get; init; }

    public string? Code { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>From 1 to 500.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>One page of the log.</summary>
public sealed record AuditPage(ImmutableArray<AuditEntry> Entries, string? Cursor);

/// <summary>The log of what was refused and administered: rows are only ever added.</summary>
public interface IAuditLog
{
    /// <summary>Adds entries; they are durable when the task ends.</summary>
    Task AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>The latest entries, those of refused scans and commands among them, which the ledger keeps.</summary>
    /// <exception cref="Machines.InvalidCursorException">The cursor is none of ours.</exception>
    Task<AuditPage> ListAsync(AuditFilter filter, CancellationToken cancellationToken = default);
}
