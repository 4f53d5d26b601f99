using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Calls;

/// <summary>A call as somebody sees it: the pole and its jury all of it, who applied the waiting list, anybody what was published.</summary>
/// <param name="Terms">What the reader may see; the rest is empty.</param>
/// <param name="Seen">How much that is.</param>
internal sealed record SeenCall(CallTerms Terms, Seen Seen)
{
    public bool ShowsQueue => Seen.Shows("waitingList");

    /// <summary>The seat of somebody on its jury; a person may sit in one role and read in another.</summary>
    public Juror? SeatOf(Caller caller) =>
        Terms.Jury.FirstOrDefault(one => one.Person == caller.Person && one.Organisation == caller.Organisation && one.Role == caller.Role);
}

/// <summary>Calls for projects, by the table of who sees what.</summary>
internal sealed class CallDesk(AggregateQueries aggregates)
{
    public async Task<SeenCall?> OneAsync(Caller caller, string id, CancellationToken cancellationToken) =>
        AggregateIds.IsOne(id) && await aggregates.GetAsync("call", id, caller.Organisation.Text, cancellationToken) is { } related ? Cut(caller, related) : null;

    /// <summary>Everything that the reader sees: a pole makes a few calls a year.</summary>
    public async Task<ImmutableArray<SeenCall>> AllAsync(Caller caller, CancellationToken cancellationToken)
    {
        var rows = await aggregates.ListAsync(caller.ListOf("call") with { Limit = AggregateFilter.MostRows }, cancellationToken);
        return
        [
            .. rows.Select(row => Cut(caller, row)).OfType<SeenCall>()
                .OrderBy(call => OrderOf(call.Terms.Status))
                .ThenByDescending(call => call.Terms.Plan.ClosesAt ?? DateTimeOffset.MaxValue)
                .ThenBy(call => call.Terms.Id.Text, StringComparer.Ordinal),
        ];
    }

    /// <summary>The calls that a dossier for this pole can answer: open now, or soon.</summary>
    public async Task<ImmutableArray<CallTerms>> ToAnswerAsync(Caller caller, OrganisationId pole, CancellationToken cancellationToken) =>
        [.. (await AllAsync(caller, cancellationToken)).Select(call => call.Terms).Where(call => call.Pole == pole && call.Status is CallStatus.Published or CallStatus.Open)];

    // What can be answered now comes first, then what is being decided, then what is over.
    private static int OrderOf(CallStatus status) => status switch
    {
        CallStatus.Open => 0,
        CallStatus.Published => 1,
        CallStatus.Draft => 2,
        CallStatus.Archived => 9,
        _ => 3 + (int)status,
    };

    private static SeenCall? Cut(Caller caller, RelatedRow related)
    {
        var seen = caller.SeenOf(related);

        if (seen.IsNothing)
        {
            return null;
        }

        var shown = new ArrayBufferWriter<byte>();

        using (var writer = new Utf8JsonWriter(shown))
        {
            CallerSight.Write(writer, related.Row.Body, seen);
        }

        return new(
            JsonSerializer.Deserialize<CallTerms>(shown.WrittenSpan, WireJson.Options) ?? throw new InvalidOperationException($"The row of call/{related.Row.Id} is empty."),
            seen);
    }
}
