using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;

namespace Ordi2.Web.Features.Access;

/// <summary>What a caller sees, by the one table (<see cref="SightTable"/>), and how an answer is cut to it.</summary>
internal static class CallerSight
{
    // What a paper says of a machine: its own holder is not the machine's, and what a paper shows everybody the machine does not.
    private static readonly RelationSet OfPapers = RelationSet.Of(
        Relation.ItsPole,
        Relation.ItsDonor,
        Relation.ItsReceiver,
        Relation.ItsCarrier,
        Relation.ItsEpn,
        Relation.ItsPartner,
        Relation.ItsSender,
        Relation.ItsConsignee,
        Relation.ItsLender,
        Relation.ItsRelay,
        Relation.ItsBorrower,
        Relation.ItsRecycler);

    public static Seen SeenOf(this Caller caller, string kind, RelationSet relations) => Sights.Of(kind, caller.Role, relations);

    public static Seen SeenOf(this Caller caller, RelatedRow related) => caller.SeenOf(related.Row.Kind, new(related.Relations));

    public static Seen SeenOf(this Caller caller, RelatedMachine related) => caller.SeenOf("machine", caller.RelationsTo(related));

    /// <summary>What a caller sees of the machines of a paper by the paper alone.</summary>
    public static Seen OfPaper(Caller caller, RelatedRow paper) => caller.SeenOf("machine", new(paper.Relations & OfPapers.Bits));

    /// <summary>By what a role may pick out of a list of a kind.</summary>
    public static ImmutableArray<AggregatePick> Picks(string kind, Role role) =>
        [.. FilterSight.Of(kind, role).Select(sight => new AggregatePick(sight.Seer.Bits, sight.Named.Bits, sight.About, sight.Due, sight.Sort))];

    /// <summary>A list of a kind as far as the caller sees it; whoever asks adds what else it is filtered by.</summary>
    public static AggregateFilter ListOf(this Caller caller, string kind)
    {
        var wanted = Sights.Wanted(kind, caller.Role);
        return new()
        {
            Kind = kind,
            Party = caller.Role is Role.System ? null : caller.Organisation.Text,
            Relations = wanted.Bits,
            AmongEverybodys = wanted.Has(Relation.Anybody),
            Picks = Sights.IsWhole(kind, caller.Role) ? null : Picks(kind, caller.Role),
        };
    }

    /// <summary>What the caller's organisation is to a machine.</summary>
    public static RelationSet RelationsTo(this Caller caller, RelatedMachine related)
    {
        var (machine, organisation) = (related.Row, caller.Organisation.Text);
        var relations = new RelationSet(related.Papers & OfPapers.Bits);
        relations = machine.Holder == organisation ? relations.Or(RelationSet.Of(Relation.ItsHolder)) : relations;
        relations = machine.Owner == organisation ? relations.Or(RelationSet.Of(Relation.ItsOwner)) : relations;
        return machine.Pole == organisation ? relations.Or(RelationSet.Of(Relation.ItsPole)) : relations;
    }

    /// <summary>Whether the caller may read, as an opaque id, which person of an organisation did something: its supervisor (domain.md 2.11).</summary>
    public static bool SeesPeopleOf(this Caller caller, string organisation) =>
        caller.Role is Role.System || (caller.Role is Role.Supervisor && caller.Organisation.Text == organisation);

    /// <summary>Writes an object of JSON with the fields that are shown, and no other.</summary>
    public static void Write(Utf8JsonWriter writer, string json, Seen seen)
    {
        if (seen.IsAll)
        {
            writer.WriteRawValue(json, skipInputValidation: true);
            return;
        }

        using var document = JsonDocument.Parse(json);
        writer.WriteStartObject();

        foreach (var field in document.RootElement.EnumerateObject().Where(field => seen.Shows(field.Name)))
        {
            field.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>A value as JSON with the fields that are shown, and no other.</summary>
    public static JsonElement Cut<T>(T value, Seen seen)
    {
        var whole = JsonSerializer.SerializeToElement(value, WireJson.Options);

        return seen.IsAll ? whole : JsonSerializer.SerializeToElement(
            whole.EnumerateObject().Where(field => seen.Shows(field.Name)).ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal),
            WireJson.Options);
    }
}
