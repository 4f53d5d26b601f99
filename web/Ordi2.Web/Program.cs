using System.CommandLine;
using Ordi2.Ledger;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Migrations;
using Ordi2.Silo.Hosting;
using Ordi2.Web.Commands;
using Ordi2.Web.Hosting;

var parsed = ServerCommand.Make().Parse(args);

if (parsed.Errors.Count > 0)
{
    await parsed.InvokeAsync();
    return ExitCodes.Usage;
}

using var signals = new StopSignals();

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, signals.Asked);
}
catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
{
    return signals.Code;
}
catch (Exception exception) when (exception is UsageException or LedgerOptionsException or DatabaseTooNewException or BackupException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return ExitCodes.Usage;
}
