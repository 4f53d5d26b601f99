using System.Numerics;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>Some holds.</summary>
public readonly record struct HoldSet(int Bits)
{
    public static readonly HoldSet None;

    public static readonly HoldSet All = Of(Enum.GetValues<Hold>());

    public static HoldSet Of(params ReadOnlySpan<Hold> holds)
    {
        var bits = 0;

        foreach (var hold in holds)
        {
            bits |= 1 << (int)hold;
        }

        return new(bits);
    }

    public bool IsEmpty => Bits == 0;

    public bool Has(Hold hold) => (Bits & (1 << (int)hold)) != 0;

    public HoldSet With(Hold hold) => new(Bits | (1 << (int)hold));

    public HoldSet Without(Hold hold) => new(Bits & ~(1 << (int)hold));

    public HoldSet And(HoldSet other) => new(Bits & other.Bits);

    public IEnumerable<Hold> Each()
    {
        for (var bits = Bits; bits != 0; bits &= bits - 1)
        {
            yield return (Hold)BitOperations.TrailingZeroCount(bits);
        }
    }
}

/// <summary>Some statuses.</summary>
public readonly record struct StatusSet(uint Bits)
{
    public static StatusSet Of(params ReadOnlySpan<MachineStatus> statuses)
    {
        var bits = 0u;

        foreach (var status in statuses)
        {
            bits |= 1u << (int)status;
        }

        return new(bits);
    }

    public bool Has(MachineStatus status) => (Bits & (1u << (int)status)) != 0;

    public StatusSet Except(params ReadOnlySpan<MachineStatus> statuses) => new(Bits & ~Of(statuses).Bits);

    public StatusSet Or(StatusSet other) => new(Bits | other.Bits);

    public IEnumerable<MachineStatus> Each()
    {
        for (var bits = Bits; bits != 0; bits &= bits - 1)
        {
            yield return (MachineStatus)BitOperations.TrailingZeroCount(bits);
        }
    }
}

/// <summary>Some roles.</summary>
public readonly record struct RoleSet(int Bits)
{
    public static RoleSet Of(params ReadOnlySpan<Role> roles)
    {
        var bits = 0;

        foreach (var role in roles)
        {
            bits |= 1 << (int)role;
        }

        return new(bits);
    }

    public bool Has(Role role) => (Bits & (1 << (int)role)) != 0;

    public IEnumerable<Role> Each()
    {
        for (var bits = Bits; bits != 0; bits &= bits - 1)
        {
            yield return (Role)BitOperations.TrailingZeroCount(bits);
        }
    }
}
