using System.Diagnostics;
using System.Runtime.InteropServices;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Ledger.Machines;

namespace Ordi2.Web.Features.Scans;

/// <summary>Which machine a code means.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Resolved(string? Machine, Refusal? Refused, bool KeyboardLayoutWrong = false);

/// <summary>Understands whatever a scanner may read from a machine: our label in any state, our address, the maker's serial.</summary>
internal sealed class CodeResolver(MachineQueries machines)
{
    public ValueTask<Resolved> ResolveAsync(string code)
    {
        // Nearly every scan: the 7 symbols as we print them.
        if (LabelCode.TryParse(code, out var label))
        {
            return new(new Resolved(label.Text, null));
        }

        return LabelReader.Read(code) switch
        {
            OurLabel ours => new(new Resolved(ours.Code.Text, null, ours.KeyboardLayoutWrong)),
            OurAddress { Kind: LabelKind.Machine } ours => new(new Resolved(ours.Code.Text, null, ours.KeyboardLayoutWrong)),
            OurAddress => new(new Resolved(null, Refusal.Invalid("not-a-machine", code))),
            SomethingElse other => BySerialAsync(other.Text, code, other.KeyboardLayoutWrong, Refusal.NotFound("unknown-serial", code)),

            // 7 symbols of ours with a wrong check symbol: a misread label, unless exactly that is a known serial.
            Unreadable { Reason: UnreadableReason.WrongCheckSymbol } misread =>
                BySerialAsync(misread.Text, code, false, Refusal.Invalid("wrong-check-symbol", code)),
            Unreadable => new(new Resolved(null, Refusal.Invalid("unreadable-code", code))),
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
}
