using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Documents;

/// <summary>
/// What corrections mean for the documents of a machine (domain.md 4.3, no. 37, and 8.1): those of a void step are void, and where the
/// step is done again its document stands in the place of the void one, with links both ways. It follows from the history, so that it
/// is the same whenever it is asked.
/// </summary>
public sealed class VoidPapers
{
    private readonly Dictionary<long, ImmutableArray<VoidFact>.Builder> _facts = [];
    private readonly Dictionary<string, DocumentTrace> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocumentTrace> _next = new(StringComparer.Ordinal);
    private readonly HashSet<long> _void = [];

    private VoidPapers()
    {
    }

    /// <param name="id">Which machine.</param>
    /// <param name="history">Its whole history.</param>
    public static VoidPapers Of(MachineId id, IReadOnlyList<Recorded<MachineEvent>> history)
    {
        var papers = new VoidPapers();
        var voids = Machine.Voids(history);
        papers._void.UnionWith(voids.Keys);

        if (voids.Count > 0)
        {
            papers.Read(id, history);
        }

        return papers;
    }

    /// <summary>Whether a fact was taken back later: it makes no document any more.</summary>
    public bool IsVoid(long seq) => _void.Contains(seq);

    /// <summary>The facts with documents that a correction took back.</summary>
    /// <param name="correction">Number of the correction.</param>
    public ImmutableArray<VoidFact> TakenBackBy(long correction) => _facts.TryGetValue(correction, out var facts) ? facts.ToImmutable() : [];

    /// <summary>The order with the void document in whose place it stands, if there is one.</summary>
    public DocumentOrder InItsPlace(DocumentOrder order) => _before.TryGetValue(order.Purpose, out var before) ? order with { InPlaceOf = before } : order;

    /// <summary>What stands in the place of a void document, if its step was done again: it is of a fact of its own, and is not void with it.</summary>
    public DocumentTrace? NextOf(DocumentTrace taken) => _next.GetValueOrDefault(taken.Purpose);

    private void Read(MachineId id, IReadOnlyList<Recorded<MachineEvent>> history)
    {
        var machine = Machine.Unknown;
        var made = new Dictionary<long, VoidFact>();
        var open = new List<Paper>();
        var papers = new List<Paper>();

        foreach (var recorded in history)
        {
            var before = machine;
            machine = recorded.Event is EventCorrected ? Machine.Fold(history.TakeWhile(one => one.Seq <= recorded.Seq)) : machine.Evolve(recorded);

            if (recorded.Event is EventCorrected correction)
            {
                // The step's own number, and those of what followed from it.
                var step = made.Keys.Where(seq => seq >= correction.Seq && StepOf(history, seq) == correction.Seq).ToHashSet();
                _facts[recorded.Seq] = ImmutableArray.CreateBuilder<VoidFact>();
                _facts[recorded.Seq].AddRange(made.Where(pair => step.Contains(pair.Key)).OrderBy(pair => pair.Key).Select(pair => pair.Value));
                open.AddRange(papers.Where(paper => step.Contains(paper.Seq)));
                continue;
            }

            if (!MachinePapers.Makes(recorded.Event))
            {
                continue;
            }

            made[recorded.Seq] = new(recorded, machine);

            foreach (var order in MachinePapers.Of(id, machine, recorded, donation: null, issuer: null))
            {
                var paper = new Paper(recorded.Seq, order.Trace, MediumOf(order), before.Status, before.StatusSince);
                papers.Add(paper);

                if (open.LastOrDefault(paper.Repeats) is { } first)
                {
                    open.Remove(first);
                    _before[order.Purpose] = first.Trace;
                    _next[first.Trace.Purpose] = order.Trace;
                }
            }
        }
    }

    /// <summary>Number of the step that a fact is of, or follows from.</summary>
    private static long StepOf(IReadOnlyList<Recorded<MachineEvent>> history, long seq) =>
        history.Last(one => one.Seq <= seq && Machine.StartsStep(one)).Seq;

    private static string? MediumOf(DocumentOrder order)
    {
        using var content = JsonDocument.Parse(order.Render.Content);
        return content.RootElement.TryGetProperty("medium", out var medium) && medium.ValueKind is JsonValueKind.Object ? medium.GetProperty("serial").GetString() : null;
    }

    /// <param name="Seq">The fact that made it.</param>
    /// <param name="Trace">How it is found.</param>
    /// <param name="Medium">Serial of the medium that it is of, where it is of one.</param>
    /// <param name="Status">Where the machine stood before the fact.</param>
    /// <param name="Since">Since when.</param>
    private sealed record Paper(long Seq, DocumentTrace Trace, string? Medium, MachineStatus Status, DateTimeOffset Since)
    {
        /// <summary>What is said of the same medium again is said in its place; anything else only where it was taken back to: a loss of next year is another one.</summary>
        public bool Repeats(Paper taken) => taken.Trace.Kind == Trace.Kind
            && taken.Medium == Medium
            && (Medium is not null || (taken.Status == Status && taken.Since == Since));
    }
}

/// <summary>A fact with documents that was taken back.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="After">The machine after it, before it was taken back.</param>
public sealed record VoidFact(Recorded<MachineEvent> Fact, Machine After);
