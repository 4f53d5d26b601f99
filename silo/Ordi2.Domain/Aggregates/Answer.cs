using Ordi2.Contracts;

namespace Ordi2.Domain.Aggregates;

/// <summary>Short words for the two ways a decision can end.</summary>
internal static class Answer<TEvent>
{
    private static readonly Accept<TEvent> Nothing = new([]);

    /// <summary>These facts are written.</summary>
    public static Decision<TEvent> Write(params ReadOnlySpan<TEvent> events) => new Accept<TEvent>([.. events]);

    /// <summary>It is so already: nothing is written.</summary>
    public static Decision<TEvent> AlreadySo() => Nothing;

    /// <summary>Refused.</summary>
    public static Decision<TEvent> No(Refusal reason) => new Refuse<TEvent>(reason);

    /// <summary>Written, unless there is a reason not to.</summary>
    public static Decision<TEvent> WriteUnless(Refusal? reason, TEvent @event) => reason is null ? Write(@event) : No(reason);
}
