namespace Ordi2.Contracts;

/// <summary>A command of somebody who may have been without network: it says itself when it happened.</summary>
public interface IDated
{
    /// <summary>When it happened, by the device's clock; left out for now. The server keeps this and its own clock, both.</summary>
    DateTimeOffset? OccurredAt { get; }

    /// <summary>The same command, with the moment set right: the clock of the device was off.</summary>
    /// <param name="occurredAt">When it happened.</param>
    IDated SetRight(DateTimeOffset occurredAt);
}
