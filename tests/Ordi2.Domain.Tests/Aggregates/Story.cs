using System.Collections.Immutable;
using System.Text;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Documents;

namespace Ordi2.Domain.Tests.Aggregates;


/// <summary>
/// An aggregate told in several lives that together reach every state and take every step. From them the tests know a good
/// command for each step and a state for each status, and can try every step in every state by everybody.
/// </summary>
internal interface IStory
{
    string Name { get; }

    /// <summary>The table, a line for each step.</summary>
    IEnumerable<string> Table();

    /// <summary>Where the table and the decisions do not say the same.</summary>
    IEnumerable<string> Contradictions();

    /// <summary>Who may, a line for each step and role, as the decisions answer.</summary>
    IEnumerable<string> RightsByTrying();

    /// <summary>Who was answered as if they might know of it and may not, or the other way round; and who got an answer by repeating somebody else's command.</summary>
    IEnumerable<string> Indiscretions();

    /// <summary>Steps of the table or of the commands that no life takes, and commands without a line in the table.</summary>
    IEnumerable<string> StepsNeverTaken();

    /// <summary>One stored sample of each kind of fact, by its name.</summary>
    IReadOnlyDictionary<string, string> Stored();

    /// <summary>Names under which facts are stored, all of them.</summary>
    IEnumerable<string> StoredNames();

    /// <summary>The documents that its lives make due, each with the name of the fact.</summary>
    IEnumerable<(DocumentKind Kind, string Fact)> Papers();

    /// <summary>Where the sort of its kind is another than what its terms say in the field by which lists pick, or where only one of the two is there.</summary>
    IEnumerable<string> SortFlaws();

    /// <summary>What it is about in any of its lives, each kind of thing once: <c>dossier</c>.</summary>
    IEnumerable<string> IsAbout();

    /// <summary>Reads a stored fact and writes it again.</summary>
    string Rewritten(string storedAs, string json);
}

internal sealed class Story<TState, TCommand, TEvent, TTerms, TStatus>(
    Kind<TState, TCommand, TEvent, TTerms> kind,
    Life<TStatus> life,
    Func<Facts> facts,
    string name,
    params (TCommand Command, Caller Caller)[][] lives) : IStory
    where TState : class
    where TCommand : class
    where TEvent : class
    where TTerms : class
    where TStatus : struct, Enum
{
    // Everybody of the territory, the aggregate itself where it is an organisation, and one that stands outside.
    private static readonly ImmutableArray<OrganisationProfile> Everybody =
        [.. Cast.All, Cast.Make("X-1", [Activity.Pole]), Cast.Make("system", [])];

    private readonly SortedDictionary<string, string> _stored = new(StringComparer.Ordinal);
    private readonly SortedSet<(DocumentKind Kind, string Fact)> _papers = [];
    private List<(TState Before, TCommand Command, Caller Caller, TState After)> _acts = [];

    public string Name => name;

    /// <summary>The identifier of the one whose lives these are.</summary>
    public string Id { get; init; } = "X-1";

    /// <summary>From one act to the next: the donor's 15 days and the like pass by themselves in a story.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromDays(16);

    /// <summary>Acts that follow at once on the one before: a code is good for a quarter of an hour.</summary>
    public Func<TCommand, bool> AtOnce { get; init; } = static _ => false;

    /// <summary>The documents that it owes at a moment, where it keeps them due itself.</summary>
    public Func<TState, IEnumerable<DocumentOrder>>? Owes { get; init; }

    /// <summary>Plays every life once; nothing is known before.</summary>
    public Story<TState, TCommand, TEvent, TTerms, TStatus> Told()
    {
        _acts = [.. lives.SelectMany(Play)];
        return this;
    }

    public IReadOnlyDictionary<string, string> Stored() => _stored;

    public IEnumerable<(DocumentKind Kind, string Fact)> Papers() => _papers;

    public IEnumerable<string> StoredNames() => EventCatalog<TEvent>.StoredNames;

    public string Rewritten(string storedAs, string json) =>
        Encoding.UTF8.GetString(EventCatalog<TEvent>.Write(EventCatalog<TEvent>.Read(storedAs, Encoding.UTF8.GetBytes(json))));

    public IEnumerable<string> Table() => life.Rules.Select(rule =>
        $"{rule.Step,-24} {(rule.From.IsEmpty ? "-" : Codes(rule.From)),-78} -> {(rule.To.IsEmpty ? "=" : Codes(rule.To))}");

    public IEnumerable<string> StepsNeverTaken() => life.Rules.Select(rule => rule.Step)
        .Concat(CommandCatalog<TCommand>.Steps)
        .Except(_acts.Select(act => CommandCatalog<TCommand>.StepOf(act.Command)))
        .Concat(CommandCatalog<TCommand>.Steps.Except(life.Rules.Select(rule => rule.Step)));

    public IEnumerable<string> Contradictions()
    {
        foreach (var rule in life.Rules)
        {
            var (_, command, caller, _) = Sample(rule.Step);

            foreach (var (status, state) in StatesByStatus())
            {
                var code = (kind.Decide(state, command, caller, Guid.Empty, facts(), Cast.Now) as Refuse<TEvent>)?.Reason.Code;
                var possible = code is not ("step-not-now" or "already-created" or "not-created-yet");
                var declared = status is { } known ? rule.From.Contains(known) : rule.From.IsEmpty;

                // The relation of the sample's caller may not hold in another life; then the order of questions hides the state.
                if (code is not "role-may-not" && possible != declared)
                {
                    yield return $"{name} {rule.Step} in {status?.Code() ?? "-"}: the table says {declared}, the decision {possible} ({code}).";
                }
            }

            foreach (var (before, _, _, after) in _acts.Where(act => CommandCatalog<TCommand>.StepOf(act.Command) == rule.Step))
            {
                var (from, to) = (StatusOf(before), StatusOf(after)!.Value);

                if (rule.To.IsEmpty ? !Equals(from, to) : !rule.To.Contains(to))
                {
                    yield return $"{name} {rule.Step} led from {from?.Code() ?? "-"} to {to.Code()}.";
                }
            }
        }
    }

    public IEnumerable<string> RightsByTrying()
    {
        foreach (var rule in life.Rules)
        {
            var (before, command, _, _) = Sample(rule.Step);

            foreach (var role in Enum.GetValues<Role>())
            {
                var allowed = Everybody
                    .Where(organisation => (kind.Decide(before, command, Cast.As(role, organisation), Guid.Empty, facts(), Cast.Now) as Refuse<TEvent>)
                        ?.Reason.Code is not "role-may-not")
                    .Select(organisation => organisation.Id.Text)
                    .ToList();

                if (allowed.Count > 0)
                {
                    yield return $"{rule.Step,-24} {role.Code(),-12} {(allowed.Count == Everybody.Length ? "(any)" : string.Join(' ', allowed))}";
                }
            }
        }
    }

    public IEnumerable<string> Indiscretions()
    {
        foreach (var rule in life.Rules)
        {
            var (before, command, caller, after) = Sample(rule.Step);
            var done = CommandsOf(after).Except(CommandsOf(before)).Order().FirstOrDefault();

            foreach (var role in Enum.GetValues<Role>())
            {
                foreach (var organisation in Everybody.Select(organisation => Cast.As(role, organisation)))
                {
                    var asked = Told(before, organisation, kind.Decide(before, command, organisation, Guid.Empty, facts(), Cast.Now));
                    var again = Told(after, organisation, kind.Decide(after, command, organisation, done, facts(), Cast.Now));
                    var exists = kind.Terms(before) is not null;
                    var sees = !kind.SeenBy(before, organisation).IsNothing;
                    var may = (kind.Decide(before, command, organisation, Guid.Empty, facts(), Cast.Now) as Refuse<TEvent>)?.Reason.Code is not "role-may-not";
                    var who = $"{name} {rule.Step} {role.Code()} {organisation.Organisation}";

                    if (exists && may && !sees)
                    {
                        yield return $"{who}: may do it, and SightTable says that they do not even know of it.";
                    }

                    if (exists && !may && asked?.Code != (sees ? "role-may-not" : "not-created-yet"))
                    {
                        yield return $"{who}: is answered {asked?.Code ?? "yes"}.";
                    }

                    if (rule.From.IsEmpty && organisation == caller && (again is not null || kind.Conceals(caller, after, kind.Decide(after, command, caller, done, facts(), Cast.Now))))
                    {
                        yield return $"{who}: repeats their own command and gets another answer.";
                    }

                    if (rule.From.IsEmpty)
                    {
                        foreach (var complaint in OfTaken(before, after, command, organisation, done))
                        {
                            yield return $"{who}: {complaint}";
                        }
                    }

                    // The step itself may have given the right to it: who is handed an incident may hand it on.
                    var named = RelationSet.Of(kind.Parties(after), organisation.Organisation);

                    if (exists && !may && again is null && !rule.Rights.Any(right => right.Role == role && named.Has(right.Relation)))
                    {
                        yield return $"{who}: repeats the command of {caller.Organisation} and gets an answer.";
                    }
                }
            }
        }
    }

    /// <summary>What somebody is told who creates what is there already, with an id and perhaps a key that were another's first.</summary>
    private IEnumerable<string> OfTaken(TState before, TState after, TCommand command, Caller caller, Guid key)
    {
        var free = Refused(kind.Decide(before, command, caller, key, facts(), Cast.Now));

        foreach (var commandId in new[] { Guid.NewGuid(), key })
        {
            var decision = kind.Decide(after, command, caller, commandId, facts(), Cast.Now);
            var knows = caller.Role is Role.System || !kind.SeenBy(after, caller).IsNothing;

            if (kind.Conceals(caller, after, decision) == knows)
            {
                yield return $"the taken id is {(knows ? "kept from" : "told to")} them.";
            }

            var told = Kind<TState, TCommand, TEvent, TTerms>.ToldInstead(caller, CommandCatalog<TCommand>.StepOf(command), kind.Decide(before, command, caller, commandId, facts(), Cast.Now));

            if (!knows && told.Code != (free?.Code ?? "role-may-not"))
            {
                yield return $"is answered {told.Code}, and {free?.Code ?? "role-may-not"} of an id that is free.";
            }
        }
    }

    private static Refusal? Refused(Decision<TEvent> decision) => (decision as Refuse<TEvent>)?.Reason;

    private Refusal? Told(TState state, Caller caller, Decision<TEvent> decision) =>
        Refused(decision) is { } reason ? kind.AsToldTo(caller, "X-1", state, reason) : null;

    // States that know which commands were carried out say so under this name.
    private static IEnumerable<Guid> CommandsOf(TState state) => (ImmutableHashSet<Guid>?)typeof(TState).GetProperty("Commands")?.GetValue(state) ?? [];

    public IEnumerable<string> SortFlaws()
    {
        foreach (var state in _acts.Select(act => act.After))
        {
            var terms = kind.Terms(state)!;
            var sort = kind.Sort(terms);
            var shown = FilterSight.SortField(kind.Name) is { } field ? System.Text.Json.JsonSerializer.SerializeToElement(terms, WireJson.Options).GetProperty(field).GetString() : null;

            if (sort != shown)
            {
                yield return $"{kind.Name}: '{sort}' is no '{shown}'.";
            }
        }
    }

    public IEnumerable<string> IsAbout() => _acts.SelectMany(act => kind.About(act.After)).Select(about => about[..about.IndexOf('/', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal);

    private List<(TState, TCommand, Caller, TState)> Play((TCommand Command, Caller Caller)[] acts)
    {
        var bench = new Bench<TState, TCommand, TEvent, TTerms>(kind, facts(), Id);
        var played = new List<(TState, TCommand, Caller, TState)>();

        foreach (var (command, caller) in acts)
        {
            var before = bench.State;

            bench.Now += AtOnce(command) ? TimeSpan.FromMinutes(2) : Pause;
            bench.Do(command, caller);
            played.Add((before, command, caller, bench.State));
        }

        Assert.Equal(Bench<TState, TCommand, TEvent, TTerms>.Json(bench.State), Bench<TState, TCommand, TEvent, TTerms>.Json(bench.Replayed()));

        var (state, seq) = (kind.Blank(Id), 0L);

        foreach (var (storedAs, data, from) in bench.Stored)
        {
            var recorded = new Recorded<TEvent>(++seq, EventCatalog<TEvent>.Read(storedAs, data), from);
            var before = state;
            state = kind.Evolve(state, recorded.Event, from);
            _papers.UnionWith((kind.Papers?.Invoke(state, recorded) ?? []).Concat(NewlyOwed(before, state)).Select(order => (order.Render.Kind, storedAs)));
            _stored.TryAdd(storedAs, Encoding.UTF8.GetString(data));
        }

        return played;
    }

    private IEnumerable<DocumentOrder> NewlyOwed(TState before, TState after)
    {
        if (Owes is null)
        {
            return [];
        }

        var owed = kind.Terms(before) is null ? [] : Owes(before).Select(order => order.Purpose).ToHashSet(StringComparer.Ordinal);
        return Owes(after).Where(order => !owed.Contains(order.Purpose));
    }

    private (TState Before, TCommand Command, Caller Caller, TState After) Sample(string step) =>
        _acts.First(act => CommandCatalog<TCommand>.StepOf(act.Command) == step);

    private IEnumerable<(TStatus? Status, TState State)> StatesByStatus() => _acts
        .SelectMany(act => new[] { act.Before, act.After })
        .Select(state => (StatusOf(state), state))
        .DistinctBy(pair => pair.Item1);

    private TStatus? StatusOf(TState state) =>
        kind.Terms(state) is { } terms && Codes<TStatus>(kind.Status(terms), out var status) ? status : null;

    private static bool Codes<T>(string code, out T value)
        where T : struct, Enum => Contracts.Codes.TryParse(code, out value);

    private static string Codes(ImmutableArray<TStatus> statuses) => string.Join(' ', statuses.Select(status => status.Code()));
}
