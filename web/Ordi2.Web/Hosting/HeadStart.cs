using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Web.Features.Scans;

namespace Ordi2.Web.Hosting;

/// <summary>
/// A first scan, a first organisation with its papers and a first question to a database, done and thrown away on other cores while the server is put
/// together: whatever runs for the first time is translated then, and the first one who scans would wait for it. The domain is pure and the database in
/// memory, so that nothing comes of it.
/// </summary>
internal static class HeadStart
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly OrganisationId Workshop = new("workshop");
    private static readonly MachineId Label = new("H4T9CXB");
    private static readonly Caller Operator = new(new("operator"), Workshop, Role.Operator, new("bench"));
    private static readonly Caller National = new(new("system"), new("national"), Role.System, new("start"));

    /// <returns>Ends with the first scan; fails where a real one would fail.</returns>
    public static Task BeginAsync() => Task.WhenAll(Task.Run(Scan), Task.Run(Accredit), Task.Run(AskAsync));

    private static void Scan()
    {
        var batch = ScanBatchReader.Read(
            """
            {"deviceId":"bench","scans":[{"scanId":"0199a000-0000-7000-8000-000000000000","code":"H4T9CXB","step":"receive-device",
            "occurredAt":"2026-01-05T09:00:00Z","data":{"type":"LAPTOP"}}]}
            """u8,
            new(Moment),
            out _) ?? throw new InvalidOperationException("The scan of the start cannot be read.");
        var sent = batch.Scans[0];
        var workshop = new OrganisationProfile
        {
            Id = Workshop,
            Name = Workshop.Text,
            Status = OrganisationStatus.Active,
            Activities = [Activity.Workshop],
            Accreditations = [new(Activity.Workshop, Moment, Moment.AddYears(3), new("national"))],
        };

        Write(MachineDecision.Decide(
            Machine.Unknown,
            Label,
            new Scan(sent.ScanId, sent.OccurredAt, sent.Site, sent.Command!),
            Operator,
            new Circumstances { Scanner = workshop },
            Moment));
    }

    // An organisation, what it was granted, and the charter that says so under a number: what a first pole or a demonstration writes.
    private static void Accredit()
    {
        var register = new RegisterOrganisation(Workshop.Text, OrganisationForm.Association) { Activities = [Activity.Pole], Rna = "W123456789" };
        var (registered, _) = Play(Kinds.Organisation, Kinds.Organisation.Blank(Workshop.Text), register, 1);
        var (_, papers) = Play(Kinds.Organisation, registered, new GrantAccreditation(Activity.Pole, Moment, Moment.AddYears(3), "charter", "1"), 2);
        var order = papers[0];
        var series = SeriesNumbers.Id(order.Render.Kind, FrenchCalendar.YearOf(order.At), order.Render.Issuer);
        var (opened, _) = Play(Kinds.Series, Kinds.Series.Blank(series.Text), new OpenSeries(order.Render.Kind, order.Render.Issuer, FrenchCalendar.YearOf(order.At)), 1);
        var (numbered, _) = Play(Kinds.Series, opened, new TakeNumber(order.Purpose), 2);
        var number = SeriesNumbers.Document(Kinds.Series.Terms(numbered)!, 1);
        Play(Kinds.Document, Kinds.Document.Blank(number.Text), order.Render, 1);
    }

    // The reading of rows and the driver of the database that needs no server, on one that is gone with the connection.
    private static async Task AskAsync()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        await connection.OpenAsync();
        await connection.ExecuteAsync("create table start (number integer not null)");
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("insert into start (number) values (@Number)", new { Number = 1 }, transaction);
        await transaction.CommitAsync();
        await using var rows = await connection.ExecuteReaderAsync(new CommandDefinition("select number from start"));
        await rows.ReadAsync();
    }

    private static (TState State, ImmutableArray<DocumentOrder> Papers) Play<TState, TCommand, TEvent, TTerms>(
        Kind<TState, TCommand, TEvent, TTerms> kind, TState state, TCommand command, long seq)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class
    {
        var from = new Provenance(Moment, Moment, National.Person, National.Organisation, National.Device, CommandId: null);
        var papers = ImmutableArray<DocumentOrder>.Empty;

        foreach (var one in Write(kind.Decide(state, command, National, Guid.Empty, Facts.None, Moment)))
        {
            state = kind.Evolve(state, one, from);
            papers = kind.Papers?.Invoke(state, new(seq, one, from)) ?? papers;
        }

        JsonSerializer.Serialize(kind.Terms(state), WireJson.Options);
        return (state, papers);
    }

    private static ImmutableArray<TEvent> Write<TEvent>(Decision<TEvent> decision)
        where TEvent : class
    {
        var events = decision is Accept<TEvent> accepted ? accepted.Events : throw new InvalidOperationException($"The start was refused: {decision}.");

        foreach (var one in events)
        {
            EventCatalog<TEvent>.Write(one);
        }

        return events;
    }
}
