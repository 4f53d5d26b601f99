using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Audit;
using Ordi2.Silo.Clocks;

namespace Ordi2.Silo.Streams;

/// <summary>
/// One aggregate that is not a machine, in the hands of its grain: read, decide, write. The fence of the ledger may say that
/// somebody else wrote first; then it is read and decided again, at most <see cref="MaxAttempts"/> times.
/// </summary>
internal sealed class Aggregate<TState, TCommand, TEvent, TTerms>(
    Kind<TState, TCommand, TEvent, TTerms> kind,
    AggregateDesk desk,
    ILedger ledger,
    string key,
    Action forget)
    where TState : class
    where TCommand : class
    where TEvent : class
    where TTerms : class
{
    public const int MaxAttempts = 5;

    private readonly EventStream<TEvent> _stream = new(ledger, key);
    private TState _state = kind.Blank(kind.IdOf(key));

    /// <summary>Everything that is known from its history.</summary>
    public TState State => _state;

    /// <summary>What others may know; nothing before it was created.</summary>
    public TTerms? Terms => kind.Terms(_state);

    public async Task LoadAsync(CancellationToken cancellationToken = default)
    {
        if (kind.Restore is { } restore && await desk.SnapshotAsync(kind.Name, kind.IdOf(key), cancellationToken) is { } snapshot)
        {
            var terms = JsonSerializer.Deserialize<TTerms>(snapshot.Body, WireJson.Options) ?? throw new UnreachableException($"The row of {key} is empty.");
            _state = _stream.GoOn(snapshot.Since)[1..].Aggregate(restore(terms), Evolve);
            return;
        }

        var (events, _) = await _stream.ReadAsync(cancellationToken);
        _state = events.Aggregate(kind.Blank(kind.IdOf(key)), Evolve);
    }

    /// <summary>Carries out a command; asked again with the same id it changes nothing.</summary>
    public async Task<Reply<TTerms>> DoAsync(TCommand command, Caller caller, Guid commandId)
    {
        for (var attempt = 1; ; attempt++)
        {
            var facts = await desk.AskAsync(kind.Asks(_state, command, caller), key, Terms as OrganisationProfile);
            var now = desk.Now;
            var decision = kind.Decide(_state, command, caller, commandId, facts, now);

            if (kind.Conceals(caller, _state, decision))
            {
                return new Refused<TTerms>(await NoteAsync(command, caller, await InsteadAsync(command, caller, commandId, now), isTold: false));
            }

            switch (decision)
            {
                case Refuse<TEvent> refused:
                    return new Refused<TTerms>(kind.AsToldTo(caller, kind.IdOf(key), _state, await NoteAsync(command, caller, refused.Reason)));

                case Accept<TEvent> { Events.IsEmpty: true }:
                    return Done();

                case Accept<TEvent> accepted:
                    try
                    {
                        var occurred = command is IDated { OccurredAt: { } moment } ? moment.Whole() : now;
                        await WriteAsync(
                            accepted, new(occurred, now, caller.Person, caller.Organisation, caller.Device, commandId), CommandCatalog<TCommand>.StepOf(command), caller.Role);
                        return Done();
                    }
                    catch (LedgerConflictException) when (attempt < MaxAttempts)
                    {
                        await LoadAsync();
                        continue;
                    }
                    catch (DuplicateClientEventException)
                    {
                        // Either our own answer was lost, and the history says so now, or the id belongs to something else.
                        var end = _stream.End.Seq;
                        await LoadAsync();
                        return _stream.End.Seq > end
                            ? Done()
                            : new Refused<TTerms>(await NoteAsync(command, caller, Refusal.Conflict("command-id-reused", commandId.ToString())));
                    }
                    catch (Exception)
                    {
                        // Whether or not it was written, this activation no longer knows: the next call reads it again.
                        forget();
                        throw;
                    }

                default:
                    throw new UnreachableException();
            }
        }
    }

    /// <summary>
    /// Asks what its deadlines ask for by now, one command after the other: after a long stop several may have passed. The id of
    /// each follows from the end of the history on which it was decided, so that two clocks carry it out once.
    /// </summary>
    /// <returns>How many were carried out.</returns>
    public async Task<int> WakeAsync()
    {
        if (kind.Papers is not null)
        {
            foreach (var seq in await desk.UnprintedAsync(key))
            {
                await PrintAgainAsync(seq);
            }
        }

        for (var done = 0; ; done++)
        {
            var end = _stream.End.Seq;

            if (kind.WhenDue(_state, desk.Now) is not { } command)
            {
                return done;
            }

            var commandId = CommandIds.Of(key, string.Create(CultureInfo.InvariantCulture, $"due/{end}/{CommandCatalog<TCommand>.StepOf(command)}"));

            if (await DoAsync(command, TheSystem.AtTheClock, commandId) is Refused<TTerms> { Reason: var reason })
            {
                desk.CouldNot(key, CommandCatalog<TCommand>.StepOf(command), reason);
                return done;
            }

            if (_stream.End.Seq == end)
            {
                return done;
            }
        }
    }

    /// <summary>Something was erased from its history: what is known from it, and what lists keep of it, is made again without.</summary>
    public async Task ForgetTextsAsync()
    {
        var (events, _) = await _stream.ReadAsync();
        _state = events.Aggregate(kind.Blank(kind.IdOf(key)), Evolve);

        if (Terms is not null)
        {
            await desk.RewriteAsync(AggregateRows.Of(kind, _state, kind.IdOf(key), _stream.End.Seq));
        }
    }

    /// <summary>Why a command would be refused as things stand; nothing is written.</summary>
    public async Task<Refusal?> WouldRefuseAsync(TCommand command, Caller caller, Guid commandId) => await DecideAsync(_state, command, caller, commandId) switch
    {
        Refuse<TEvent> { Reason: var reason } => reason,
        _ => null,
    };

    /// <summary>What others would know after a command, were it carried out as things stand; nothing is written.</summary>
    public async Task<Reply<TTerms>> ForeseeAsync(TCommand command, Caller caller)
    {
        // Beside other calls: what is decided on is what is shown.
        var (state, end, now) = (_state, _stream.End.Seq, desk.Now);

        return await DecideAsync(state, command, caller, Guid.CreateVersion7()) switch
        {
            Accept<TEvent> accepted when Facts.Number(accepted.Events, new(now, now, caller.Person, caller.Organisation, caller.Device, null), end).Aggregate(state, Evolve) is var next
                && kind.Terms(next) is { } terms => new Done<TTerms>(terms),
            Refuse<TEvent> { Reason: var reason } => new Refused<TTerms>(kind.AsToldTo(caller, kind.IdOf(key), state, reason)),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<Decision<TEvent>> DecideAsync(TState state, TCommand command, Caller caller, Guid commandId)
    {
        var facts = await desk.AskAsync(kind.Asks(state, command, caller), key, kind.Terms(state) as OrganisationProfile);
        return kind.Decide(state, command, caller, commandId, facts, desk.Now);
    }

    /// <summary>A refusal that its grain knows the reason of: noted like every other.</summary>
    public async Task<Reply<TTerms>> RefuseAsync(TCommand command, Caller caller, Refusal reason) => new Refused<TTerms>(await NoteAsync(command, caller, reason));

    private AggregateRow RowOf(TState next, ImmutableArray<Recorded<TEvent>> recorded)
    {
        var row = AggregateRows.Of(kind, next, kind.IdOf(key), recorded[^1].Seq) with { Numbers = [.. recorded.SelectMany(one => AggregateRows.NumbersOf(kind, one.Event))] };

        if (Terms is null)
        {
            return row;
        }

        row = row with { Written = AggregateRows.PartiesOf(kind, _state) };
        var before = AggregateRows.WordsOf(kind, _state, kind.IdOf(key));
        return row.Words.SequenceEqual(before, StringComparer.Ordinal) ? row with { Words = [] } : row;
    }

    /// <summary>To somebody who may not know that there is one: as if there were none.</summary>
    private async Task<Refusal> InsteadAsync(TCommand command, Caller caller, Guid commandId, DateTimeOffset now)
    {
        var blank = kind.Blank(kind.IdOf(key));
        var facts = await desk.AskAsync(kind.Asks(blank, command, caller), key, itself: null);
        return Kind<TState, TCommand, TEvent, TTerms>.ToldInstead(
            caller, CommandCatalog<TCommand>.StepOf(command), kind.Decide(blank, command, caller, commandId, facts, now));
    }

    /// <summary>What was refused to a person is noted; one that is answered as if it were not there is not named.</summary>
    private async Task<Refusal> NoteAsync(TCommand command, Caller caller, Refusal reason, bool isTold = true)
    {
        if (caller.Role is not Role.System)
        {
            await desk.NoteRefusalAsync(kind.Name, isTold && Terms is not null ? key : null, CommandCatalog<TCommand>.StepOf(command), reason, caller);
        }

        return reason;
    }

    private async Task WriteAsync(Accept<TEvent> accepted, Provenance from, string step, Role role)
    {
        var next = _state;
        ImmutableArray<DocumentOrder> papers = [];
        var written = await _stream.AppendAsync(accepted.Events, from, (append, recorded) =>
        {
            (next, papers) = Fold(_state, recorded);
            return append with
            {
                Tells = !papers.IsEmpty || recorded.Any(one => kind.TakenFor(one.Event) is not null),
                Aggregate = RowOf(next, recorded),
                Audit = recorded.Select(one => kind.WhyLogged(one.Event)).FirstOrDefault(code => code is not null) is var why && (why is not null || kind.IsAdministrative)
                    ? new AuditEntry(from.RecordedAt, $"{kind.Name}.{step}")
                    {
                        Code = why,
                        Actor = from.Person.Text,
                        Organisation = from.Organisation.Text,
                        Role = role.Code(),
                        Device = from.Device.Text,
                        About = key,
                    }
                    : null,
            };
        });
        _state = next;
        await PrintAsync(papers, written[0].Seq);
    }

    /// <summary>
    /// The facts are durable, and with them the mark that their documents are due: what cannot be printed now is printed by whoever
    /// comes after.
    /// </summary>
    private async Task<bool> PrintAsync(ImmutableArray<DocumentOrder> papers, long seq)
    {
        if (papers.IsEmpty)
        {
            return false;
        }

        if ((papers.Any(paper => paper.InPlaceOf is not null) && !await PrintOlderAsync(seq)) || !await desk.PrintAsync(key, papers))
        {
            return false;
        }

        await ledger.ToldAsync(key, seq);
        return true;
    }

    /// <summary>What stands in the place of another names it by its number: whatever is due for longer comes first.</summary>
    private async Task<bool> PrintOlderAsync(long seq)
    {
        foreach (var older in (await desk.UnprintedAsync(key)).Where(one => one < seq).Order())
        {
            if (!await PrintAgainAsync(older))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Prints what an append made due and nobody printed. One that took something for a machine owes no paper: the clock settles it.</summary>
    /// <param name="seq">Number of its first event.</param>
    public async Task<bool> PrintAgainAsync(long seq)
    {
        var state = kind.Blank(kind.IdOf(key));
        var papers = ImmutableArray.CreateBuilder<DocumentOrder>();

        foreach (var recorded in await _stream.LookAsync())
        {
            if (recorded.Seq == seq && kind.TakenFor(recorded.Event) is not null)
            {
                return true;
            }

            state = Evolve(state, recorded);

            if (recorded.Seq >= seq && kind.Papers is { } due)
            {
                papers.AddRange(due(state, recorded));
            }
        }

        return await PrintAsync(papers.ToImmutable(), seq);
    }

    private (TState Next, ImmutableArray<DocumentOrder> Papers) Fold(TState state, ImmutableArray<Recorded<TEvent>> recorded)
    {
        var papers = ImmutableArray.CreateBuilder<DocumentOrder>();

        foreach (var one in recorded)
        {
            state = Evolve(state, one);

            if (kind.Papers is { } due)
            {
                papers.AddRange(due(state, one));
            }
        }

        return (state, papers.ToImmutable());
    }

    private Done<TTerms> Done() => new(Terms ?? throw new UnreachableException($"{key} was written and is not there."));

    private TState Evolve(TState state, Recorded<TEvent> recorded) => kind.Evolve(state, recorded.Event, recorded.From);
}
