// A service that asks on a console which it does not have.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/99designs/keyring"
	"github.com/AlecAivazis/survey/v2"
	"github.com/manifoldco/promptui"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/term"
)

type mailer struct{}

func (mailer) Execute(args []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (bool, uint32) {
	status <- svc.Status{State: svc.Running}
	log.Print(scan(), readLine(), scanLine(), password(), libraries(), openKeyring())
	<-requests
	return false, 0
}

func scan() string {
	var server, port, user string
	fmt.Scan(&server)             // want `error: .*Scan.* \(serviceui\)`
	fmt.Scanln(&port)             // want `error: .*Scan.* \(serviceui\)`
	fmt.Scanf("%s", &user)        // want `error: .*Scan.* \(serviceui\)`
	fmt.Fscanln(os.Stdin, &user)  // want `error: .*Fscan.* \(serviceui\)`
	fmt.Sscan("smtp 25", &server) // text that is already there
	fmt.Fscan(strings.NewReader(""), &port)
	return server + port + user
}

func readLine() string {
	in := bufio.NewReader(os.Stdin)
	fmt.Print("Mail server: ")
	line, err := in.ReadString('\n') // want `error: .*(prompt|stdin|standard input|console).* \(serviceui\)`
	if err != nil {
		return ""
	}
	return strings.TrimSpace(line)
}

func scanLine() string {
	fmt.Fprint(os.Stdout, "Continue? [y/N] ")
	lines := bufio.NewScanner(os.Stdin)
	if lines.Scan() { // want `error: .*(prompt|stdin|standard input|console).* \(serviceui\)`
		return lines.Text()
	}
	return "n"
}

func password() string {
	secret, err := term.ReadPassword(int(os.Stdin.Fd())) // want `error: .*ReadPassword.* \(serviceui\)`
	if err != nil {
		return ""
	}
	return string(secret)
}

func libraries() string {
	var folder string
	survey.AskOne(&survey.Input{Message: "Folder"}, &folder) // want `error: .*(survey|AskOne).* \(serviceui\)`

	prompt := promptui.Prompt{Label: "Sender"}
	sender, _ := prompt.Run() // want `error: .*(promptui|Run).* \(serviceui\)`
	choice := promptui.Select{Label: "Mode", Items: []string{"push", "pull"}}
	_, mode, _ := choice.Run() // want `error: .*(promptui|Run).* \(serviceui\)`
	return folder + sender + mode
}

func openKeyring() error {
	if _, err := keyring.TerminalPrompt("Pass phrase"); err == nil { // want `error: .*TerminalPrompt.* \(serviceui\)`
		return nil
	}
	_, err := keyring.Open(keyring.Config{ServiceName: "mailer", FilePasswordFunc: keyring.TerminalPrompt}) // want `error: .*(keyring|TerminalPrompt).* \(serviceui\)` want:package `warning: keyring.Open in a service.* \(servicehome\)`
	return err
}

func main() {
	if err := svc.Run("Mailer", mailer{}); err != nil {
		log.Fatal(err)
	}
}
