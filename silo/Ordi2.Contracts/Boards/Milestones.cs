using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Boards;

/// <summary>What a board counts by day: the four places that a machine of a gift is on its way to (domain.md 9.5). Each counts once in a life.</summary>
public static class Milestones
{
    /// <summary>It reached the workshop.</summary>
    public const string Received = "received";

    /// <summary>It passed its check and is in stock.</summary>
    public const string Ready = "ready";

    /// <summary>It is with a partner.</summary>
    public const string Placed = "placed";

    /// <summary>It left the chain: dismantled, recycled or handed back, whichever was first.</summary>
    public const string Ended = "ended";

    /// <summary>All of them, in the order of the chain.</summary>
    public static readonly IReadOnlyList<string> All = [Received, Ready, Placed, Ended];

    /// <summary>What is reached by a machine that enters a status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The milestone, or <see langword="null"/> for a status on the way.</returns>
    public static string? Of(MachineStatus status) => status switch
    {
        MachineStatus.Received => Received,
        MachineStatus.Ready => Ready,
        MachineStatus.Placed => Placed,
        MachineStatus.Recycled or MachineStatus.HandedBack or MachineStatus.Dismantled => Ended,
        _ => null,
    };
}
