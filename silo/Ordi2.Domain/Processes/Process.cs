using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;

namespace Ordi2.Domain.Processes;

/// <summary>What is known of a process from its history.</summary>
public sealed record Process(ProcessId Id)
{
    /// <summary>What others may know; nothing before it was started.</summary>
    public ProcessTerms? Terms { get; init; }

    public ImmutableArray<PlannedStep> Plan { get; init; } = [];

    /// <summary>How many answers were written down, those to undoings too.</summary>
    public int Answers { get; init; }

    /// <summary>Who started it.</summary>
    public PersonId Starter { get; init; }

    public Role Role { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    private ProcessTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its start.");

    public Process Evolve(ProcessEvent @event, Provenance from)
    {
        var next = Change(@event, from);

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private Process Change(ProcessEvent @event, Provenance from) => @event switch
    {
        ProcessStarted e => this with
        {
            Plan = e.Steps,
            Starter = from.Person,
            Role = e.Role,
            Terms = new()
            {
                Id = Id,
                Kind = e.Kind,
                StartedBy = from.Organisation,
                StartedAt = from.RecordedAt,
                Steps = [.. e.Steps.Select(step => new ProcessStepTerms(step.Do.Target, step.Do.Step))],
            },
        },
        StepAnswered e => Answer(e),
        ProcessEnded => this with { Terms = Known with { Status = ProcessStatus.Ended } },
        ProcessUndone => this with { Terms = Known with { Status = IsLeft(Known) ? ProcessStatus.ToSettle : ProcessStatus.Undone } },
        ProcessSettled e => this with { Terms = Known with { Status = ProcessStatus.Undone, Settled = e.Found } },
        _ => throw new UnreachableException($"A process does not know {@event.GetType().Name}."),
    };

    private static bool IsLeft(ProcessTerms known) => known.Steps.Any(step => step.Status is ProcessStepStatus.NotUndone);

    private Process Answer(StepAnswered e)
    {
        var at = ProcessScript.Position(this) ?? throw new InvalidOperationException($"{Id} has an answer and no step.");
        var step = Known.Steps[at];
        var undoing = Known.Status is ProcessStatus.Undoing;
        var stops = !undoing && e.Refused is not null && !Plan[at].MayBeRefused;
        var status = (undoing, e.Refused) switch
        {
            (true, null) => ProcessStepStatus.Undone,
            (true, _) => ProcessStepStatus.NotUndone,
            (false, null) => ProcessStepStatus.Done,
            (false, _) => ProcessStepStatus.Refused,
        };

        return this with
        {
            Answers = e.Number,
            Terms = Known with
            {
                Steps = Known.Steps.SetItem(at, step with { Status = status, Refused = e.Refused }),
                Status = stops ? ProcessStatus.Undoing : Known.Status,
                Reason = stops ? e.Refused : Known.Reason,
                StoppedBy = stops ? step.Target : Known.StoppedBy,
            },
        };
    }
}
