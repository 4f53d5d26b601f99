namespace Ordi2.Contracts.Machines;

/// <summary>What somebody asks of a machine: one of the steps of domain.md 4.3, or one that its exceptional paths (4.4) need.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.command")]
public abstract record MachineCommand
{
    private protected MachineCommand()
    {
    }
}
