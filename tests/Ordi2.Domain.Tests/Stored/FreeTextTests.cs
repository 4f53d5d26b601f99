using System.Reflection;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Incidents;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Processes;
using Ordi2.Domain.Rounds;

namespace Ordi2.Domain.Tests.Stored;

/// <summary>What people type in a fact is kept where it can be erased: a new fact with such a field says so.</summary>
public sealed class FreeTextTests
{
    private static readonly HashSet<string> Typed = new(StringComparer.Ordinal)
    {
        "Reason", "ShortShippedReason", "Note", "AccessNotes", "Found", "Circumstances", "Damage", "Topic", "ExitPlan", "What", "Text", "For", "Outcome", "Condition",
        "Missing", "Reservations", "Settlement",
    };

    /// <summary>What looks like it and is none: codes of a list, and why a pole set its rules, which is read for as long as a decision cites them.</summary>
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["machine.refused.v1 Reason"] = "A code of the rules' list.",
        ["machine.event-corrected.v1 Reason"] = "A code of the page.",
        ["configuration.rules-set.v1 Reason"] = "Belongs to a version that decisions cite.",
        ["series.number-cancelled.v1 Reason"] = "A gap in a legal series is explained for as long as the series is.",
    };

    [Fact]
    public void Every_field_of_a_fact_that_people_type_in_is_marked()
    {
        var facts = typeof(StoredAsAttribute).Assembly.GetTypes().Where(type => type.GetCustomAttribute<StoredAsAttribute>() is not null).ToArray();
        var forgotten = facts
            .SelectMany(type => type.GetProperties().Where(property => property.PropertyType == typeof(string) && Typed.Contains(property.Name)), (type, property) => (type, property))
            .Where(field => !field.property.IsDefined(typeof(FreeTextAttribute))
                && !field.type.GetConstructors().SelectMany(one => one.GetParameters()).Any(one => one.Name == field.property.Name && one.IsDefined(typeof(FreeTextAttribute))))
            .Select(field => $"{field.type.GetCustomAttribute<StoredAsAttribute>()!.Name} {field.property.Name}");

        Assert.NotEmpty(facts);
        Assert.Equal(Codes.Keys.Order(StringComparer.Ordinal), forgotten.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_fields_are_named_as_they_are_in_the_stored_fact()
    {
        Assert.Equal(["reason"], EventCatalog<MachineEvent>.FreeTextOf(new HoldPlaced(Contracts.Machines.Hold.Recall, "-")).AsEnumerable());
        Assert.Equal(["what"], EventCatalog<IncidentEvent>.FreeTextOf(new IncidentOpened(default, "-", default, false, default, [], default, default)).AsEnumerable());
        Assert.Equal(
            ["capacity", "drawing", "name", "note", "reason"],
            EventCatalog<RoundEvent>.FreeTextOf(new TripRecorded(null, null, [], DonorAbsent: false)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["drawing", "reason", "signer", "signerCapacity"],
            EventCatalog<DocumentEvent>.FreeTextOf(new ReplacementOrdered("-", default)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Contains("reason", EventCatalog<ProcessEvent>.FreeTextOf(new ProcessStarted(default, default, [])));
        Assert.Empty(EventCatalog<ProcessEvent>.FreeTextOf(new ProcessEnded()));
    }
}
