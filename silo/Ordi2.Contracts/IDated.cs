namespace Ordi2.Contracts;

/// <summary>A command of somebody who may have been without network: it says itself when it happened.</summary>
public interface IDated
{
    /// <summary>When it happened, by the device's clock; left out for now. The server keeps this and its own clock, both.</summary>
    DateTimeOffset? OccurredAt { get; }
}
