using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Processes;

namespace Ordi2.Domain.Processes;

/// <summary>A fact in the life of a process.</summary>
public abstract record ProcessEvent
{
    private protected ProcessEvent()
    {
    }
}

/// <param name="Kind">What it is for.</param>
/// <param name="Role">The role of who started it: steps in their name are asked in it.</param>
/// <param name="Steps">What is to be done, in this order.</param>
[StoredAs("process.started.v1"), FreeText("reason", "circumstances", "shortShippedReason", "condition", "outcome")]
public sealed record ProcessStarted(ProcessKind Kind, Role Role, ImmutableArray<PlannedStep> Steps) : ProcessEvent;

/// <summary>A step was answered; while the process is being undone, its undoing was.</summary>
/// <param name="Number">Number of the answer, from 1.</param>
/// <param name="Refused">Why it was refused, if it was.</param>
[StoredAs("process.step-answered.v1")]
public sealed record StepAnswered(int Number, Refusal? Refused = null) : ProcessEvent;

[StoredAs("process.ended.v1")]
public sealed record ProcessEnded : ProcessEvent;

/// <summary>Everything was undone that could be; what could not waits for a person.</summary>
[StoredAs("process.undone.v1")]
public sealed record ProcessUndone : ProcessEvent;

/// <summary>A person has looked at what could not be undone.</summary>
[StoredAs("process.settled.v1")]
public sealed record ProcessSettled([FreeText] string Found) : ProcessEvent;

/// <summary>A command to an aggregate, as it is kept until it is asked.</summary>
/// <param name="Target">Key of the grain: <c>machine/H4T9CXB</c>.</param>
/// <param name="Step">Name of the command.</param>
/// <param name="Data">Its fields.</param>
/// <param name="BySystem">Asked by the system; otherwise in the name of who started the process.</param>
public sealed record Order(string Target, string Step, JsonElement Data, bool BySystem = false);

/// <summary>A step of a process.</summary>
/// <param name="Do">What is asked.</param>
/// <param name="Undo">What takes it back, should a later step be refused; nothing where nothing has to be.</param>
/// <param name="MayBeRefused">A refusal is noted, and the process goes on; otherwise it stops the process, and what was done is undone.</param>
public sealed record PlannedStep(Order Do, Order? Undo = null, bool MayBeRefused = false);
