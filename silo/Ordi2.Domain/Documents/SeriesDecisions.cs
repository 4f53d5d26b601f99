using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Domain.Aggregates;
using static Ordi2.Contracts.Documents.SeriesStatus;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Documents.SeriesEvent>;
using static Ordi2.Domain.Aggregates.Rights;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Documents;

/// <summary>A fact in the life of a series.</summary>
public abstract record SeriesEvent
{
    private protected SeriesEvent()
    {
    }
}

[StoredAs("series.opened.v1")]
public sealed record SeriesOpened(DocumentKind Kind, Contracts.Organisations.OrganisationId Issuer, int Year) : SeriesEvent;

[StoredAs("series.number-taken.v1")]
public sealed record NumberTaken(int Number, string Purpose) : SeriesEvent;

[StoredAs("series.number-cancelled.v1")]
public sealed record NumberCancelled(int Number, string Reason) : SeriesEvent;

/// <summary>What can happen to a series, and who may ask for it.</summary>
public static class SeriesLife
{
    public static readonly Life<SeriesStatus> Table = new(
        "series",
        new("open", [], [Open], [TheSystem]),
        new("take-number", [Open], [], [TheSystem]),
        new("cancel-number", [Open], [], [TheSystem]));
}

/// <summary>May this be done to a series?</summary>
public static class SeriesDecisions
{
    private const int LongestPurpose = 300;

    /// <summary>What must be known first: the number of a purpose is looked up.</summary>
    public static Inquiry Asks(Series series, SeriesCommand command) =>
        command is TakeNumber { Purpose: { } purpose } ? Inquiry.None with { Numbered = (series.Id, purpose) } : Inquiry.None;

    public static Decision<SeriesEvent> Decide(Series series, SeriesCommand command, Caller caller, Facts facts)
    {
        var step = CommandCatalog<SeriesCommand>.StepOf(command);

        return SeriesLife.Table.Stops(series.Id.Text, step, series.Terms?.Status, caller, repeated: false) is { } reason
            ? No(reason)
            : command switch
            {
                OpenSeries c => Begin(series.Id, c),
                TakeNumber c => Take(series, c, facts.Number),
                CancelNumber c => Cancel(series.Terms!, c),
                _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
            };
    }

    private static Decision<SeriesEvent> Begin(SeriesId id, OpenSeries command) => WriteUnless(
        Demand.Between(command.Year, 2000, 2999, "year")
            ?? Demand.Number(command.Issuer.Text, "issuer")
            ?? (SeriesNumbers.Id(command.Kind, command.Year, command.Issuer) == id ? null : Refusal.Invalid("series-of-another", id.Text)),
        new SeriesOpened(command.Kind, command.Issuer, command.Year));

    /// <summary>The next number, and always the next: nothing is left out. A purpose whose number was given up gets another one.</summary>
    private static Decision<SeriesEvent> Take(Series series, TakeNumber command, int? known)
    {
        if (string.IsNullOrWhiteSpace(command.Purpose) || command.Purpose.Length > LongestPurpose)
        {
            return No(Refusal.Invalid("words-missing", "purpose", LongestPurpose.ToString(CultureInfo.InvariantCulture)));
        }

        return known is { } number && series.IsGood(number) ? AlreadySo() : Write(new NumberTaken(series.Terms!.Last + 1, command.Purpose));
    }

    private static Decision<SeriesEvent> Cancel(SeriesTerms known, CancelNumber command) =>
        known.Cancelled.Any(cancelled => cancelled.Number == command.Number)
            ? AlreadySo()
            : WriteUnless(
                Demand.Words(command.Reason, "reason") ?? Demand.Between(command.Number, 1, known.Last, "number"),
                new NumberCancelled(command.Number, command.Reason));
}
