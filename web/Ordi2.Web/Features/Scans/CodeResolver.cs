using System.Diagnostics;
using System.Runtime.InteropServices;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Labels;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Scans;

/// <summary>Which machine a code means.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Resolved(string? Machine, Refusal? Refused, bool KeyboardLayoutWrong = false);

/// <summary>Understands whatever a scanner may read from a machine: our label in any state, our address, the maker's serial.</summary>
internal sealed class CodeResolver(MachineQueries machines, PrintedLabels printed)
{
    public ValueTask<Resolved> ResolveAsync(string code) => Understand(code) switch
    {
        { Label: { } label, LayoutWrong: var wrong } => new(new Resolved(label, null, wrong)),
        { Number: { } number } understood => BySerialAsync(number, code, understood.LayoutWrong, understood.Otherwise!),
        var understood => new(new Resolved(null, understood.Otherwise, understood.LayoutWrong)),
    };

    /// <summary>The machine that a code means among those that the caller may see: any other is as if it did not exist.</summary>
    public async ValueTask<(RelatedMachine Machine, Seen Seen, Refusal? Refused)> FindSeenAsync(string code, Caller caller, CancellationToken cancellationToken)
    {
        var understood = Understand(code);

        if (understood.Label is { } label)
        {
            return await machines.FindAsync(label, caller.Organisation.Text, cancellationToken) is { } one && caller.SeenOf(one) is { IsNothing: false } seen
                ? (one, seen, null)
                : (default, Seen.Nothing, await printed.WhyNoMachineAsync(label, cancellationToken) ?? Refusal.NotFound("not-found"));
        }

        if (understood.Number is not { } number)
        {
            return (default, Seen.Nothing, understood.Otherwise);
        }

        var found = (await machines.FindByNumberAsync(number, caller.Organisation.Text, cancellationToken))
            .Select(one => (Machine: one, Seen: caller.SeenOf(one)))
            .Where(one => !one.Seen.IsNothing)
            .Take(2)
            .ToArray();

        return found switch
        {
            [] => (default, Seen.Nothing, understood.Otherwise),
            [var only] => (only.Machine, only.Seen, null),
            _ => (default, Seen.Nothing, Refusal.Conflict("ambiguous-serial", code)),
        };
    }

    /// <summary>
    /// Whether the label of a machine that there is stands before or behind something else: two scans that ran into one another. A maker's serial
    /// may happen to look so; that exactly such a machine was made as well does not happen.
    /// </summary>
    public async ValueTask<bool> HoldsALabelAsync(SomethingElse read, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var part in read.Text.Length <= LabelCode.Length ? (string[])[] : [read.Text[..LabelCode.Length], read.Text[^LabelCode.Length..]])
        {
            if (LabelCode.TryParse(part, out var label) && await machines.FindAsync(label.Text, caller.Organisation.Text, cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static Understood Understand(string code)
    {
        // Nearly every scan: the 7 symbols as we print them.
        if (LabelCode.TryParse(code, out var label))
        {
            return new(label.Text, null, null);
        }

        return LabelReader.Read(code) switch
        {
            OurLabel ours => new(ours.Code.Text, null, null, ours.KeyboardLayoutWrong),
            OurAddress { Kind: LabelKind.Machine } ours => new(ours.Code.Text, null, null, ours.KeyboardLayoutWrong),
            OurAddress => new(null, null, Refusal.Invalid("not-a-machine", code)),
            SomethingElse other => new(null, other.Text, Refusal.NotFound("unknown-serial", code), other.KeyboardLayoutWrong),

            // 7 symbols of ours with a wrong check symbol: a misread label, unless exactly that is a known serial.
            Unreadable { Reason: UnreadableReason.WrongCheckSymbol } misread => new(null, misread.Text, Refusal.Invalid("wrong-check-symbol", code)),
            Unreadable { Reason: UnreadableReason.ForeignAsset } => new(null, null, Refusal.Invalid("foreign-asset", code)),
            Unreadable { Reason: UnreadableReason.SeveralLabels } => new(null, null, Refusal.Invalid("several-labels", code)),
            Unreadable => new(null, null, Refusal.Invalid("unreadable-code", code)),
            _ => throw new UnreachableException(),
        };
    }

    private async ValueTask<Resolved> BySerialAsync(string number, string code, bool layoutWrong, Refusal none)
    {
        var found = await machines.FindByExternalIdAsync("serial", number);

        if (found.IsEmpty)
        {
            found = await machines.FindByExternalIdAsync("donor", number);
        }

        return found switch
        {
            [] => new(null, none, layoutWrong),
            [var only] => new(only.Id, null, layoutWrong),
            _ => new(null, Refusal.Conflict("ambiguous-serial", code), layoutWrong),
        };
    }

    /// <summary>What a code says by itself: a label of ours, somebody's number, or why it says nothing.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Understood(string? Label, string? Number, Refusal? Otherwise, bool LayoutWrong = false);
}
