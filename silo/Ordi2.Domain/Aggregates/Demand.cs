using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;

namespace Ordi2.Domain.Aggregates;

/// <summary>What every command may demand of its fields and of the organisations that it names.</summary>
internal static class Demand
{
    public const int LongestReason = 500;
    public const int LongestNumber = 64;

    private static readonly DateOnly FirstDay = new(2000, 1, 1);
    private static readonly DateOnly LastDay = new(2099, 12, 31);

    /// <summary>A reason, a purpose: words for people, never empty.</summary>
    public static Refusal? Words(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) || text.Length > LongestReason || text.Any(char.IsControl)
            ? Refusal.Invalid("words-missing", field, LongestReason.ToString(CultureInfo.InvariantCulture))
            : null;

    /// <summary>The number of a document.</summary>
    public static Refusal? Number(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) || text.Length > LongestNumber || text.Any(char.IsControl)
            ? Refusal.Invalid("number-missing", field, LongestNumber.ToString(CultureInfo.InvariantCulture))
            : null;

    /// <summary>What something else is known by: its kind and its number, <c>delivery/BL-7</c>.</summary>
    public static Refusal? Reference(string? text, string field) =>
        Number(text, field) ?? (text!.Split('/') is [{ Length: > 0 }, { Length: > 0 }] ? null : Refusal.Invalid("reference-wrong", field));

    /// <summary>Who began with an older version would undo what was written since, or sign what he never read.</summary>
    public static Refusal? Unchanged(long now, long? basedOn) => basedOn is { } old && old != now ? Refusal.Conflict("changed-meanwhile") : null;

    /// <summary>A number within bounds.</summary>
    public static Refusal? Between(long value, long least, long most, string field) =>
        value < least || value > most
            ? Refusal.Invalid(
                "out-of-bounds",
                field,
                value.ToString(CultureInfo.InvariantCulture),
                least.ToString(CultureInfo.InvariantCulture),
                most.ToString(CultureInfo.InvariantCulture))
            : null;

    /// <summary>A day that people may mean: no typing mistake of a century, and far enough from the ends of the calendar to be reckoned with.</summary>
    public static Refusal? Day(DateOnly day, string field) => day < FirstDay || day > LastDay
        ? Refusal.Invalid(
            "date-out-of-range",
            field,
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        : null;

    /// <summary>An organisation that exists.</summary>
    public static Refusal? Known(Facts facts, OrganisationId id) =>
        facts.Profile(id) is null ? Refusal.NotFound("organisation-unknown", id.Text ?? string.Empty) : null;

    /// <summary>An organisation that exists and takes on new work.</summary>
    public static Refusal? Working(Facts facts, OrganisationId id) => facts.Profile(id) switch
    {
        null => Refusal.NotFound("organisation-unknown", id.Text ?? string.Empty),
        { Status: OrganisationStatus.Active } => null,
        { Status: var status } profile => Refusal.Conflict("organisation-not-working", profile.Name, status.Code()),
    };

    /// <summary>An organisation that exists and whose doors are open: also while it closes, machines come back to it and pass through its hands.</summary>
    public static Refusal? Standing(Facts facts, OrganisationId id) => facts.Profile(id) is { Status: OrganisationStatus.Closing } ? null : Working(facts, id);

    /// <summary>An organisation that exists, works and does this in the chain.</summary>
    public static Refusal? Does(Facts facts, OrganisationId id, params ReadOnlySpan<Activity> anyOf)
    {
        if (Working(facts, id) is { } reason)
        {
            return reason;
        }

        foreach (var activity in anyOf)
        {
            if (facts.Profile(id)!.Activities.Contains(activity))
            {
                return null;
            }
        }

        return Refusal.Conflict("organisation-does-not-do-that", facts.Profile(id)!.Name, anyOf[0].Code());
    }

    /// <summary>An organisation that does this and whose charter for it is valid now.</summary>
    public static Refusal? Accredited(Facts facts, OrganisationId id, DateTimeOffset at, params ReadOnlySpan<Activity> anyOf)
    {
        if (Does(facts, id, anyOf) is { } reason)
        {
            return reason;
        }

        foreach (var activity in anyOf)
        {
            if (Accreditations.ValidFor(facts.Profile(id)!, activity, at))
            {
                return null;
            }
        }

        return Refusal.Conflict("not-accredited", facts.Profile(id)!.Name, anyOf[0].Code());
    }
}
