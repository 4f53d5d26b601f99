using System.Collections.Immutable;
using System.Reflection;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Offices;
using Ordi2.Domain.Tests.Aggregates;
using Ordi2.Domain.Tests.Machines;
using Ordi2.Domain.Tests.Stored;
using static Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Documents;

/// <summary>Every document of the table of domain.md 8.1 is made by something, under the series that the table says.</summary>
public sealed class PaperTableTests
{
    /// <summary>Kinds that stand in no row of the table, and why they are made.</summary>
    private static readonly Dictionary<DocumentKind, string> Besides = new()
    {
        [DocumentKind.InsertionHours] = "domain.md 9.4: what a workshop tells the DREETS.",
    };

    private static readonly Row[] Rows =
    [
        .. File.ReadAllLines(Checkout.PathOf("tests/Ordi2.Domain.Tests/Documents/PaperTable.txt"))
            .Where(line => line.Length > 0 && line[0] is not '#')
            .Select(line => line.Split(" | "))
            .Select(cells => new Row(cells[0], cells[1], [.. cells[2].Split(", ").Select(kind => kind.Split(' ')).Select(pair => (pair[0], pair[1]))])),
    ];

    private static readonly ILookup<DocumentKind, string> Makers = All().Distinct().ToLookup(made => made.Kind, made => made.By);

    [Fact]
    public void Every_document_of_the_table_is_made_by_something() => Assert.DoesNotContain(KindsOfTheTable, kind => !Makers[kind].Any());

    [Fact]
    public void Every_kind_of_document_stands_in_the_table_or_in_the_list_of_what_is_made_besides() =>
        Assert.Equal(Enum.GetValues<DocumentKind>().Except(KindsOfTheTable).Order(), Besides.Keys.Order());

    [Fact]
    public void The_series_of_each_kind_is_the_one_of_the_table_and_of_no_other_kind()
    {
        Assert.All(Rows.SelectMany(row => row.Kinds), pair => Assert.Equal(pair.Series, SeriesNumbers.Code(Kind(pair.Kind))));
        Assert.Equal(Enum.GetValues<DocumentKind>().Length, Enum.GetValues<DocumentKind>().Select(SeriesNumbers.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void What_makes_each_document_is_what_was_reviewed() => CheckedIn.Compare(
        "tests/Ordi2.Domain.Tests/Documents/PaperMakers.txt",
        string.Join('\n', Enum.GetValues<DocumentKind>().Select(kind => $"{SeriesNumbers.Code(kind)} {kind.Code(),-22} {string.Join(", ", Makers[kind].Order(StringComparer.Ordinal))}".TrimEnd())));

    private static IEnumerable<DocumentKind> KindsOfTheTable => Rows.SelectMany(row => row.Kinds).Select(pair => Kind(pair.Kind));

    private static DocumentKind Kind(string code) => Codes.TryParse<DocumentKind>(code, out var kind) ? kind : throw new InvalidOperationException($"'{code}' is no kind of document.");

    private static IEnumerable<(DocumentKind Kind, string By)> All() =>
    [
        .. Stories.All().SelectMany(story => story.Papers()),
        .. OfMachines(),
        .. Reports().Select(made => (made.Render.Kind, made.By)),
    ];

    /// <summary>Each fact of a machine, as its sample, on a machine that is with its partner.</summary>
    private static IEnumerable<(DocumentKind Kind, string By)> OfMachines()
    {
        var placed = Samples.At(MachineStatus.Placed).Machine;

        foreach (var type in typeof(MachineEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(MachineEvent)) && !type.IsAbstract))
        {
            var name = type.GetCustomAttribute<StoredAsAttribute>()!.Name;
            var fact = Proven((MachineEvent)new Made(chance: null).Of(type));

            if (WorkSheets.KindOf(fact) is { } sheet)
            {
                yield return (sheet, name);
            }

            foreach (var order in MachinePapers.Of(World.Machine, placed, new(7, fact, new(Now, Now, new("p"), Workshop.Id, new("d"), null)), donation: null, issuer: null))
            {
                Assert.True(MachinePapers.Makes(fact), name);
                yield return (order.Render.Kind, name);
            }
        }
    }

    private static MachineEvent Proven(MachineEvent fact) => fact switch
    {
        MediaWiped wiped => wiped with { Results = [.. wiped.Results.Select(result => result with { State = MediumState.Cleared })] },
        WipeDidFail failed => failed with { Results = [.. failed.Results.Select(result => result with { State = MediumState.Cleared })] },
        MachineAllocated allocated => allocated with { Allocation = null },
        _ => fact,
    };

    private static IEnumerable<(RenderDocument Render, string By)> Reports()
    {
        yield return (ReportPapers.Donor(Pole.Id, Donor, null, [], Contracts.Configurations.PoleRules.Default), "on demand");
        yield return (ReportPapers.Attestation(Pole.Id, Donor, 2027, [], Contracts.Configurations.PoleRules.Default), "on demand");
        yield return (ReportPapers.Pole(Pole.Id, 2027, [], [], [], EpnRule.Of(2027, [], [], [], []), NonConformity.Of(0, [], Contracts.Configurations.PoleRules.Default)), "on demand");
        yield return (ReportPapers.Declaration(Workshop.Id, 2027, []), "on demand");
        yield return (ReportPapers.Hours(Workshop, 2027, new InsertionHours(1)), "on demand");
        yield return (ReportPapers.Register(Workshop, 2027, [], []), "on demand");
        yield return (TransferDeed.Of(Pole.Id, World.Machine, Samples.At(MachineStatus.Placed).Machine, Workshop, Partner, null), "on demand");
        yield return (InventoryPapers.Of(Workshop, StockTake.Of(Workshop.Id, null, Now, [], []), Now, Role.Supervisor), "on demand");
    }

    private sealed record Row(string Document, string Trigger, ImmutableArray<(string Kind, string Series)> Kinds);
}
